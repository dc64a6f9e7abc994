/** How keys of status lists look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** "HEAD" is no number, so it never meets a list. */
export const statusListHeadKey: Key = { pk: `${prefixes.statusList}HEAD`, sk: '-' };
export const statusListPartition = (list: number): string => prefixes.statusList + list;
export const statusListKey = (list: number): Key => ({ pk: statusListPartition(list), sk: 'LISTS' });
export const statusEntriesPrefix = 'ENTRY#';
type EntryPlace = { readonly list: number; readonly index: number };
export const statusEntryKey = ({ list, index }: EntryPlace): Key => ({
  pk: statusListPartition(list),
  sk: statusEntriesPrefix + index,
});
/** "@" is in no number, so these never meet a list. */
export const accountStatusPartition = (accountId: string): string => `${prefixes.statusList}@${accountId}`;
export const accountStatusKey = (accountId: string, { list, index }: EntryPlace): Key => ({
  pk: accountStatusPartition(accountId),
  sk: `${list}#${index}`,
});
