import { type ApiKey, isInForce } from '../../domain/keys/key.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { retireKey, whileNotDeleting } from '../accounts/leaving.ts';
import { appOfNewKey } from '../apps/app-item.ts';
import { appKey } from '../apps/app-keys.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { accountApiKeyKey, apiKeyKey } from '../item-keys.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { type KeyWriteOutcome, oneAtATime } from './api-key-room.ts';
import { keyItems } from './key-items.ts';
import { listedKeyItems, listedKeysOf, toKey } from './listed-keys.ts';

/** The fields of a key that can be changed. */
export type KeyChange = {
  readonly label?: string;
  readonly scopes?: readonly string[];
  readonly cidrs?: readonly string[];
  /** Null: never. Only of a key that nobody rotated: another ends with its overlap. */
  readonly expiresAt?: string | null;
};

/** A key with the one that it took the place of, and the one that took its place. */
export type KeyLine = { readonly key: ApiKey; readonly previous: ApiKey | null; readonly next: ApiKey | null };

/** `most`: how many keys of the account may be in force at once; `audit.at` is the time by which that is judged. */
type Limited = { readonly most: number; readonly audit: AuditEntry };

/** `expiresAt`: when the old key runs out; not later than `audit.at` where it does so at once. */
type Rotation = Limited & { readonly key: ApiKey; readonly hash: string; readonly expiresAt: string };

/** `ended`: the old key was revoked or rotated meanwhile. `full`: no room for both. `overlapping`: the key before the old one works still. */
export type Rotated = 'rotated' | 'ended' | 'full' | 'overlapping';

/** API keys, found by the hash of their secret or by account. */
export interface ApiKeys {
  findByHash(hash: string): Promise<ApiKey | null>;
  find(accountId: string, keyId: string): Promise<ApiKey | null>;
  /** A key among those that it was rotated from and to, where both worked at once; null: there is none of this id. */
  lineOf(accountId: string, keyId: string): Promise<KeyLine | null>;
  listOf(accountId: string): Promise<readonly ApiKey[]>;
  /** Those that nobody rotated: a rotated key ends with its overlap, and has a successor. */
  unrotatedOf(accountId: string): Promise<readonly ApiKey[]>;
  /** Each of them beside what admission finds under its hash; null: nothing. */
  twinsOf(accountId: string): Promise<readonly { readonly listed: ApiKey; readonly admitted: ApiKey | null }[]>;
  /** False when the account is leaving, its app is gone or `most` keys are in force. Several at once make no more than fit. */
  insert(key: ApiKey, hash: string, limits: Limited): Promise<boolean>;
  /** Makes `key` and lets `old` run out. While both work, both count; and of the keys before it one at most works still. */
  rotate(old: ApiKey, next: Rotation): Promise<Rotated>;
  /** False when it was revoked meanwhile. A new expiry takes the place of the one that was read, of a key that nobody rotated. */
  change(key: ApiKey, change: KeyChange, audit: AuditEntry): Promise<boolean>;
  /** False when it was revoked before, or rotated at the same time. Strongly consistent reads see it at once. `because`: an operator's reason. */
  revoke(key: ApiKey, at: string, audit: AuditEntry, because?: string): Promise<boolean>;
  /** Revokes the key if it is not, and empties what its owner wrote into it; false when it changed at the same time. */
  retire(key: ApiKey, audit: AuditEntry): Promise<boolean>;
}

const exists: WriteCondition = { 'the key exists': { attribute: 'pk', is: 'present' } };
const inForce: WriteCondition = { ...exists, 'it is not revoked': { attribute: 'revokedAt', equals: '' } };
const notRotated: WriteCondition = { ...inForce, 'it is not rotated': { attribute: 'rotated', is: 'absent' } };

/**
 * API keys over the table: one item under the key's hash for admission, one under its account for lists.
 * Both are written together and announced, so that no instance goes on with a cached key. A new key needs no announcement, since no
 * instance can have cached it.
 */
export function apiKeysOver(table: Table): ApiKeys {
  const own = async (accountId: string, keyId: string) => (await table.get(accountApiKeyKey(accountId, keyId))).item;
  const both = async (key: ApiKey, write: (at: { pk: string; sk: string }) => Write): Promise<Write[]> => {
    const item = await own(key.accountId, key.id);
    if (!item) return [];
    return [write(apiKeyKey(String(item.hash))), write(accountApiKeyKey(key.accountId, key.id))];
  };
  return {
    findByHash: (hash) => findByHash(table, hash),
    async find(accountId, keyId) {
      const item = await own(accountId, keyId);
      return item ? toKey(item) : null;
    },
    lineOf: async (accountId, keyId) => lineIn(await listedKeyItems(table, accountId), keyId),
    listOf: (accountId) => listedKeysOf(table, accountId),
    async unrotatedOf(accountId) {
      return (await listedKeyItems(table, accountId)).filter(({ rotated }) => rotated !== true).map(toKey);
    },
    twinsOf: (accountId) => twinsOf(table, accountId),
    insert: async (key, hash, limits) => (await insert(table, { key, hash, ...limits })) === 'done',
    rotate: (old, next) => rotate(table, old, next),
    async change(key, change, audit) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const set = Object.fromEntries(given.map(([name, value]) => [name, value ?? '']));
      const condition = change.expiresAt === undefined ? inForce : expiringAsRead(key);
      const writes = await both(key, (at) => ({ update: at, change: { set }, if: condition }));
      if (writes.length === 0) return false;
      return (await transactAndAnnounce(table, key.accountId, [...writes, auditLine(audit)])).ok;
    },
    retire: (key, audit) => retireKey(table, key, audit),
    async revoke(key, at, audit, because) {
      const item = await own(key.accountId, key.id);
      if (!item) return false;
      const asRead = item.rotated === true ? inForce : notRotated;
      const change = { set: { revokedAt: at, ...(because !== undefined && { revokedBecause: because }) } };
      const writes = await both(key, (where) => ({ update: where, change, if: asRead }));
      return (await transactAndAnnounce(table, key.accountId, [...writes, auditLine(audit)])).ok;
    },
  };
}

const expiringAsRead = ({ expiresAt }: ApiKey): WriteCondition => ({
  ...notRotated,
  'its expiry is as it was read': { attribute: 'expiresAt', equals: expiresAt ?? '' },
});

function lineIn(items: readonly Item[], keyId: string): KeyLine | null {
  const item = items.find(({ id }) => id === keyId);
  if (!item) return null;
  const previous = items.find(({ id }) => id === item.predecessor);
  const next = items.find(({ predecessor }) => predecessor === keyId);
  return { key: toKey(item), previous: previous ? toKey(previous) : null, next: next ? toKey(next) : null };
}

type Insertion = Limited & { readonly key: ApiKey; readonly hash: string };

function insert(table: Table, { key, hash, most, audit }: Insertion): Promise<KeyWriteOutcome> {
  const { accountId } = key;
  return oneAtATime(table, accountId, async (turn) => {
    const [keys, { item }] = await Promise.all([listedKeysOf(table, accountId), table.get(appKey(accountId, key.app))]);
    if (inForceOf(keys, audit.at) >= most) return 'refused';
    const app = appOfNewKey(item, key);
    return table.transact([
      ...keyItems(key, hash, { predecessor: '' }),
      app,
      turn,
      auditLine(audit),
      whileNotDeleting(accountId),
    ]);
  });
}

async function rotate(table: Table, old: ApiKey, { key, hash, expiresAt, most, audit }: Rotation): Promise<Rotated> {
  const { accountId } = old;
  let refusal: Rotated = 'ended';
  const outcome = await oneAtATime(table, accountId, async (turn) => {
    const items = await listedKeyItems(table, accountId);
    const seen = seenOf(items, old, { expiresAt, most, now: audit.at });
    if (seen.refusal) {
      refusal = seen.refusal;
      return 'refused';
    }
    const change = { set: { expiresAt, rotated: true } };
    const places = [apiKeyKey(seen.hash), accountApiKeyKey(accountId, old.id)];
    const writes = places.map((place) => ({ update: place, change, if: notRotated }));
    const next = keyItems(key, hash, { predecessor: seen.predecessor });
    return transactAndAnnounce(table, accountId, [...writes, ...next, turn, auditLine(audit)]);
  });
  return outcome === 'done' ? 'rotated' : refusal;
}

type Judged = { readonly expiresAt: string; readonly most: number; readonly now: string };
type Seen = { readonly refusal?: Rotated; readonly hash: string; readonly predecessor: string };

/** Whether the key may be rotated now, and which key before its successor then works still (empty: none). */
function seenOf(items: readonly Item[], old: ApiKey, { expiresAt, most, now }: Judged): Seen {
  const item = items.find(({ id }) => id === old.id);
  const works = (each: Item | undefined) => each !== undefined && isInForce(toKey(each), new Date(now));
  const hash = String(item?.hash);
  if (!item || !works(item) || item.rotated === true) return { refusal: 'ended', hash, predecessor: '' };
  const before = items.find(({ id }) => id === item.predecessor);
  const overlaps = expiresAt > now;
  if (!overlaps) return { hash, predecessor: works(before) ? String(item.predecessor) : '' };
  if (works(before)) return { refusal: 'overlapping', hash, predecessor: '' };
  const isFull = inForceOf(items.map(toKey), now) >= most;
  return { ...(isFull && { refusal: 'full' as const }), hash, predecessor: old.id };
}

/** The keys that count: those of pages come and go. */
const inForceOf = (keys: readonly ApiKey[], now: string): number =>
  keys.filter((key) => key.purpose === undefined && isInForce(key, new Date(now))).length;

async function findByHash(table: Table, hash: string): Promise<ApiKey | null> {
  const { item } = await table.get(apiKeyKey(hash));
  return item ? toKey(item) : null;
}

async function twinsOf(table: Table, accountId: string): ReturnType<ApiKeys['twinsOf']> {
  const own = await listedKeyItems(table, accountId);
  return Promise.all(
    own.map(async (item) => ({ listed: toKey(item), admitted: await findByHash(table, String(item.hash)) })),
  );
}
