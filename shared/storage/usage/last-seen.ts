/** The last UTC day on which an organization read with a live key, for the order of the console's list. */

import { listed, ttlOf } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { lastSeenKey } from './reader-keys.ts';

const dayMs = 86_400_000;
const keptDays = 400;

/** The day (YYYY-MM-DD) of such an item; null: nothing was read within 400 days. */
export const lastSeenIn = (item: Item | undefined): string | null => (item ? String(item.day) : null);

/** Notes that an organization read on a day (YYYY-MM-DD). A day before the one that is noted changes nothing. */
export async function noteLastSeen(table: Table, accountId: string, day: string): Promise<void> {
  const at = Date.parse(day);
  const before = new Date(at - dayMs).toISOString().slice(0, 10);
  const ttl = ttlOf(new Date(at + keptDays * dayMs).toISOString());
  await table.update(
    lastSeenKey(accountId),
    { set: { accountId, day, ttl, ...listed('SEEN', `${day}#${accountId}`) } },
    { 'it was seen on an earlier day': { attribute: 'day', atMost: before, orAbsent: true } },
  );
}
