import { defaultAppId } from '../../domain/apps/app.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { apiKeysPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';

/** The items of an account's keys, as they are listed. */
export const listedKeyItems = (table: Table, accountId: string): Promise<Item[]> =>
  readAll(table, { pk: apiKeysPartition(accountId), skPrefix: 'KEY#' });

/** An account's keys, also those that ended. */
export const listedKeysOf = async (table: Table, accountId: string): Promise<ApiKey[]> =>
  (await listedKeyItems(table, accountId)).map(toKey);

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The stored key. One from before apps belongs to the default app. */
export const toKey = (item: Item): ApiKey => ({
  id: String(item.id),
  accountId: String(item.accountId),
  app: String(item.app ?? defaultAppId),
  label: String(item.label),
  environment: item.environment === 'live' ? 'live' : 'test',
  start: String(item.start),
  scopes: strings(item.scopes),
  cidrs: strings(item.cidrs),
  createdAt: String(item.createdAt),
  expiresAt: item.expiresAt === '' ? null : String(item.expiresAt),
  revokedAt: item.revokedAt === '' ? null : String(item.revokedAt),
  ...(typeof item.revokedBecause === 'string' && { revokedBecause: item.revokedBecause }),
  ...(item.purpose === 'browser' && { purpose: 'browser' as const }),
});
