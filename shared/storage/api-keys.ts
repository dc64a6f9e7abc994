import type { ApiKey } from '../domain/keys/key.ts';
import { type AuditEntry, auditItem } from './audit.ts';
import { transactAndAnnounce } from './changes.ts';
import { accountApiKeyKey, apiKeyKey, keyCountKey } from './keys.ts';
import { retireKey, whileNotLeaving } from './leaving.ts';
import { prefixes } from './prefixes.ts';
import { readAll } from './read-all.ts';
import type { Condition, Item, Table, Write } from './table.ts';

export type KeyChange = {
  readonly label?: string;
  readonly scopes?: readonly string[];
  readonly cidrs?: readonly string[];
};

export interface ApiKeys {
  findByHash(hash: string): Promise<ApiKey | null>;
  find(accountId: string, keyId: string): Promise<ApiKey | null>;
  listOf(accountId: string): Promise<readonly ApiKey[]>;
  /** Each of them beside what admission finds under its hash; null: nothing. */
  twinsOf(accountId: string): Promise<readonly { readonly listed: ApiKey; readonly admitted: ApiKey | null }[]>;
  /** False when the account is leaving or has `most` keys that are not revoked; of several at once, no more than fit are made. */
  insert(key: ApiKey, hash: string, limits: { readonly most: number; readonly audit: AuditEntry }): Promise<boolean>;
  /** Makes `next` and lets `old` run out at `expiresAt`; false when `old` was revoked or rotated meanwhile. */
  rotate(
    old: ApiKey,
    next: { readonly key: ApiKey; readonly hash: string; readonly expiresAt: string; readonly audit: AuditEntry },
  ): Promise<boolean>;
  change(key: ApiKey, change: KeyChange, audit: AuditEntry): Promise<boolean>;
  /** False when it was revoked before, or rotated at the same time. Strongly consistent reads see it at once. */
  revoke(key: ApiKey, at: string, audit: AuditEntry): Promise<boolean>;
  /** Revokes the key if it is not, and empties what its owner wrote into it; false when it changed at the same time. */
  retire(key: ApiKey, audit: AuditEntry): Promise<boolean>;
}

const exists: Condition = { 'the key exists': { attribute: 'pk', is: 'present' } };
const inForce: Condition = { ...exists, 'it is not revoked': { attribute: 'revokedAt', equals: '' } };
const notRotated: Condition = { ...inForce, 'it is not rotated': { attribute: 'rotated', is: 'absent' } };

/**
 * API keys over the table: one item under its hash for admission, one under its account for lists; written together, and announced with
 * them, so that no environment goes on with what it holds. A new key needs no announcement: nobody can hold anything of it.
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
    async listOf(accountId) {
      return (await ownOf(table, accountId)).map(toKey);
    },
    twinsOf: (accountId) => twinsOf(table, accountId),
    async insert(key, hash, { most, audit }) {
      const { ok } = await table.transact([
        ...insertion(key, hash),
        {
          update: keyCountKey(key.accountId),
          change: { add: { count: 1 } },
          if: { 'the account has room for a key': { attribute: 'count', atMost: most - 1, orAbsent: true } },
        },
        { put: auditItem(audit) },
        whileNotLeaving(key.accountId),
      ]);
      return ok;
    },
    async rotate(old, { key, hash, expiresAt, audit }) {
      const change = { set: { expiresAt, rotated: true } };
      const writes = await both(old, (at) => ({ update: at, change, if: notRotated }));
      if (writes.length === 0) return false;
      const all = [...writes, ...insertion(key, hash), { put: auditItem(audit) }];
      return (await transactAndAnnounce(table, old.accountId, all)).ok;
    },
    async change(key, change, audit) {
      const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const writes = await both(key, (at) => ({ update: at, change: { set }, if: inForce }));
      if (writes.length === 0) return false;
      return (await transactAndAnnounce(table, key.accountId, [...writes, { put: auditItem(audit) }])).ok;
    },
    retire: (key, audit) => retireKey(table, key, audit),
    async revoke(key, at, audit) {
      const item = await own(key.accountId, key.id);
      if (!item) return false;
      const isCounted = item.rotated !== true;
      const writes = await both(key, (where) => ({
        update: where,
        change: { set: { revokedAt: at } },
        if: isCounted ? notRotated : inForce,
      }));
      const oneLess = { update: keyCountKey(key.accountId), change: { add: { count: -1 } } };
      const all = [...writes, ...(isCounted ? [oneLess] : []), { put: auditItem(audit) }];
      return (await transactAndAnnounce(table, key.accountId, all)).ok;
    },
  };
}

const ownOf = (table: Table, accountId: string): Promise<Item[]> =>
  readAll(table, { pk: prefixes.account + accountId, skPrefix: 'KEY#' });

async function findByHash(table: Table, hash: string): Promise<ApiKey | null> {
  const { item } = await table.get(apiKeyKey(hash));
  return item ? toKey(item) : null;
}

async function twinsOf(table: Table, accountId: string): ReturnType<ApiKeys['twinsOf']> {
  const own = await ownOf(table, accountId);
  return Promise.all(
    own.map(async (item) => ({ listed: toKey(item), admitted: await findByHash(table, String(item.hash)) })),
  );
}

function insertion(key: ApiKey, hash: string): Write[] {
  const item = { ...key, expiresAt: key.expiresAt ?? '', revokedAt: key.revokedAt ?? '' };
  return [
    { put: { ...apiKeyKey(hash), ...item }, if: { 'the secret is new': { attribute: 'pk', is: 'absent' } } },
    {
      put: { ...accountApiKeyKey(key.accountId, key.id), ...item, hash },
      if: { 'its id is new in the account': { attribute: 'pk', is: 'absent' } },
    },
  ];
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const toKey = (item: Item): ApiKey => ({
  id: String(item.id),
  accountId: String(item.accountId),
  label: String(item.label),
  environment: item.environment === 'live' ? 'live' : 'test',
  start: String(item.start),
  scopes: strings(item.scopes),
  cidrs: strings(item.cidrs),
  createdAt: String(item.createdAt),
  expiresAt: item.expiresAt === '' ? null : String(item.expiresAt),
  revokedAt: item.revokedAt === '' ? null : String(item.revokedAt),
});
