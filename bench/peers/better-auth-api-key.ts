import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Verified = { readonly valid: boolean };
type Auth = {
  readonly options: object;
  readonly api: {
    createApiKey(input: { body: object }): Promise<{ readonly key: string }>;
    verifyApiKey(input: { body: { key: string } }): Promise<Verified>;
  };
};
type Modules = {
  betterAuth(options: object): Auth;
  memoryAdapter(db: object): object;
  apiKey(options: object): object;
  getMigrations(options: object): Promise<{ runMigrations(): Promise<void> }>;
};

/** A peer with one valid key, `secret`; `verify` tells whether a key is valid. */
export type KeyVerifier = { readonly secret: string; verify(key: string): Promise<boolean>; stop(): void };

const userId = 'user-1';

/** better-auth with its api-key plugin, over its memory adapter or SQLite in WAL mode. Its key has a rate limit and a quota that no bench reaches. */
export async function betterAuthKeys(storage: 'memory' | 'sqlite'): Promise<KeyVerifier> {
  if (storage === 'memory') return withNewKey(await authOver(), { remaining: endless, stop: () => {} });
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  const { auth, sqlite } = await migratedAuth(join(folder, 'keys.db'));
  return withNewKey(auth, {
    remaining: endless,
    stop() {
      sqlite.close();
      rmSync(folder, { recursive: true });
    },
  });
}

/** Creates an SQLite file with one key of `remaining` calls, for several processes to open; returns the key. */
export async function newQuotaFile(file: string, remaining: number): Promise<string> {
  const { auth, sqlite } = await migratedAuth(file);
  const { secret } = await withNewKey(auth, { remaining, stop: () => {} });
  sqlite.close();
  return secret;
}

/** Verifies keys of a file that `newQuotaFile` created. */
export async function verifierOf(file: string): Promise<KeyVerifier['verify']> {
  return verifyWith(await authOver(openDatabase(file)));
}

const endless = 1_000_000_000;

function openDatabase(file: string): DatabaseSync {
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 30000');
  return sqlite;
}

async function migratedAuth(file: string) {
  const sqlite = openDatabase(file);
  const auth = await authOver(sqlite);
  const { getMigrations } = await modules();
  await (await getMigrations(auth.options)).runMigrations();
  const columns = '(id, name, email, emailVerified, createdAt, updatedAt)';
  const now = new Date().toISOString();
  sqlite
    .prepare(`INSERT INTO user ${columns} VALUES (?, ?, ?, ?, ?, ?)`)
    .run(userId, 'A', 'a@buyer.example', 1, now, now);
  return { auth, sqlite };
}

async function withNewKey(auth: Auth, { remaining, stop }: { readonly remaining: number; readonly stop: () => void }) {
  const { key } = await auth.api.createApiKey({ body: { userId, remaining } });
  return { secret: key, verify: verifyWith(auth), stop };
}

const verifyWith = (auth: Auth) => async (key: string) => (await auth.api.verifyApiKey({ body: { key } })).valid;

async function modules(): Promise<Modules> {
  const names = ['better-auth', 'better-auth/adapters/memory', '@better-auth/api-key', 'better-auth/db/migration'];
  return Object.assign({}, ...(await Promise.all(names.map((name) => import(name)))));
}

async function authOver(sqlite?: DatabaseSync): Promise<Auth> {
  const { betterAuth, memoryAdapter, apiKey } = await modules();
  const now = new Date();
  const user = { id: userId, name: 'A', email: 'a@buyer.example', emailVerified: true, createdAt: now, updatedAt: now };
  return betterAuth({
    baseURL: 'http://127.0.0.1',
    secret: 'a secret of this bench that is long enough',
    database: sqlite ?? memoryAdapter({ user: [user], session: [], account: [], verification: [], apikey: [] }),
    logger: { disabled: true },
    rateLimit: { enabled: false },
    plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 86_400_000, maxRequests: endless } })],
  });
}
