/** Secrets, addresses and a log, as functions read them from their environment. The table is in `connect-table.ts`. */
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { always, type Cached, type CachedValueUnavailable, cached } from './cached.ts';
import { type HandleHash, handleHashWith } from './domain/badges/retired-handle.ts';
import { type Published, parsePeppers } from './domain/keys/hash.ts';
import { readEnv, type SecretName } from './env.ts';
import { type Log, logOf } from './log.ts';

/** A reading that is not answered soon fails, and what was read last goes on serving. */
const patience = { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true };

/** A secret's text, and when it was put there. */
export type Secret = { readonly text: string; readonly publishedAt: Date };

type Followed<N extends SecretName, T> = {
  readonly names: readonly N[];
  /** Those that were set, by their name. */
  readonly parse: (secrets: ReadonlyMap<N, Secret>) => T;
  /** They may be missing; otherwise one that is counts as not read. */
  readonly areOptional?: true;
  readonly log: Log;
};

/** Follows secrets while they change (`cached.ts`). @throws Error naming every one that is missing, and where it is looked for */
export async function connectSecrets<N extends SecretName, T>({ names, parse, areOptional, log }: Followed<N, T>) {
  if (names.length === 0) return always(parse(new Map()));
  const { SECRETS_PATH: path } = readEnv(['SECRETS_PATH']);
  const client = new SSMClient({ maxAttempts: 2, requestHandler: patience });
  const read = async () => {
    const found = await parametersOf(client, { path, names });
    const missing = areOptional ? [] : names.filter((name) => !found.has(name));
    if (missing.length > 0)
      throw new Error(`Missing SSM parameter: ${missing.map((name) => `${path}/${name}`).join(', ')}`);
    return found;
  };
  const secrets = cached({ name: names.join(', '), read, parse, nowMs: Date.now, log });
  await secrets.current().catch((error: CachedValueUnavailable) => {
    throw error.cause ?? error;
  });
  return secrets;
}

/** One secret that must be there, as its text. */
export const connectSecret = (name: SecretName, log: Log): Promise<Cached<string>> =>
  connectSecrets({ names: [name], parse: (secrets) => secrets.get(name)?.text ?? '', log });

/**
 * A secret that a function can do without. It is first read when it is asked for, so a start neither waits for it nor fails without it.
 * @throws Error where it is missing or cannot be read; the next call tries again
 */
export function laterSecret(name: SecretName, log: Log): () => Promise<string> {
  let following: Promise<Cached<string>> | undefined;
  return async () => {
    following ??= connectSecret(name, log).catch((error: unknown) => {
      following = undefined;
      throw error;
    });
    return (await following).current();
  };
}

/** How handles of deleted holders are kept: by `handle-key`, which is never replaced, since the handles themselves are gone. */
export async function connectHandleHash(log: Log): Promise<HandleHash> {
  return handleHashWith((await connectSecret('handle-key', log)).current);
}

/** Secrets by version, kept under one name. */
export const connectPeppers = (name: 'key-peppers' | 'webhook-keys', log: Log): Promise<Cached<Published>> =>
  connectSecrets({ names: [name], parse: (secrets) => publishedIn(secrets.get(name), name), log });

function publishedIn(secret: Secret | undefined, name: string): Published {
  return { peppers: parsePeppers(secret?.text ?? '', name), at: secret?.publishedAt ?? new Date(0) };
}

type Parameters<N> = { readonly path: string; readonly names: readonly N[] };

async function parametersOf<N extends SecretName>(client: SSMClient, { path, names }: Parameters<N>) {
  const answers = await Promise.all(
    inTens(names.map((name) => `${path}/${name}`)).map((Names) =>
      client.send(new GetParametersCommand({ Names, WithDecryption: true })),
    ),
  );
  const parameters = new Map(answers.flatMap(({ Parameters = [] }) => Parameters).map((each) => [each.Name, each]));
  const found = new Map<N, Secret>();
  for (const name of names) {
    const { Value: text, LastModifiedDate: publishedAt = new Date(0) } = parameters.get(`${path}/${name}`) ?? {};
    if (text) found.set(name, { text, publishedAt });
  }
  return found;
}

/** As many names as GetParameters takes at once. */
const inTens = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / 10) }, (_, i) => names.slice(i * 10, i * 10 + 10));

/** Dependencies of every function behind the HTTP API. */
export function httpBasics(functionName: string) {
  const { PUBLIC_ORIGIN, ORIGIN_SECRETS } = readEnv(['PUBLIC_ORIGIN', 'ORIGIN_SECRETS']);
  const originSecrets = ORIGIN_SECRETS.split(',');
  return { log: logOf(functionName), origin: PUBLIC_ORIGIN, originSecrets, now: () => new Date() };
}
