/** How keys of status lists look. */
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** "HEAD" is no number, so it never meets a list. */
export const statusListHeadKey: Key = { pk: `${prefixes.statusList}HEAD`, sk: '-' };
/** A status list and its entries. */
export const statusListPartition = (list: number): string => prefixes.statusList + list;
/** The status list itself. */
export const statusListKey = (list: number): Key => ({ pk: statusListPartition(list), sk: 'LISTS' });
/** The sort keys of a list's entries begin with this. */
export const statusEntriesPrefix = 'ENTRY#';
type EntryPlace = { readonly list: number; readonly index: number };
/** One entry of a status list. */
export const statusEntryKey = ({ list, index }: EntryPlace): Key => ({
  pk: statusListPartition(list),
  sk: statusEntriesPrefix + index,
});
/** "@" is in no number, so these never meet a list. */
export const accountStatusPartition = (accountId: string): string => `${prefixes.statusList}@${accountId}`;
/** An entry in the list of its account. */
export const accountStatusKey = (accountId: string, { list, index }: EntryPlace): Key => ({
  pk: accountStatusPartition(accountId),
  sk: `${list}#${index}`,
});
