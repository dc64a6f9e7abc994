import { isDeepStrictEqual } from 'node:util';
import type { Grant } from '../../domain/billing/grant.ts';
import { shownGrants } from '../billing/access.ts';
import { badgeKey, grantsKey, listPartition } from '../item-keys.ts';
import type { List } from '../prefixes.ts';
import type { Item, ItemChange, Table } from '../table/table.ts';
import { badgeIn, shownPart } from './badge-item.ts';

/** How many items of each kind got the part that functions for the public read. */
export type ShownAgain = { readonly badges: number; readonly grants: number };

const atOnce = 100;

/**
 * Gives every badge, and every account's grants, the part that functions for the public read, where it is missing or says something else. Items
 * from before decision 0091 have none. It may be repeated and interrupted, and whoever changes an item meanwhile writes its part too.
 */
export async function showAgain(table: Table): Promise<ShownAgain> {
  let [badges, grants] = [0, 0];
  for await (const { handle } of listOf(table, 'BADGE')) if (await showBadge(table, String(handle))) badges += 1;
  for await (const { id } of listOf(table, 'ACCOUNT')) if (await showGrants(table, String(id))) grants += 1;
  return { badges, grants };
}

async function* listOf(table: Table, list: List): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await table.query({ index: 'lists', pk: listPartition(list), limit: atOnce, cursor });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function showBadge(table: Table, handle: string): Promise<boolean> {
  const { item } = await table.get(badgeKey(handle));
  const application = badgeIn(item);
  if (!item || !application) return false;
  const part = shownPart(application);
  return show(table, item, part.shown === undefined ? { remove: ['shown'] } : { set: { shown: part.shown } });
}

async function showGrants(table: Table, accountId: string): Promise<boolean> {
  const { item } = await table.get(grantsKey(accountId));
  if (!item) return false;
  const { shown } = shownGrants((item.grants ?? []) as unknown as readonly Grant[]);
  return show(table, item, { set: { shown: shown as unknown as Item[string] } });
}

/** False where the part is there already, or the item changed since it was read. */
async function show(table: Table, { pk, sk, version, shown }: Item, change: ItemChange): Promise<boolean> {
  if (isDeepStrictEqual(shown, change.set?.shown)) return false;
  const isSame = { attribute: 'version', equals: Number(version) } as const;
  return (await table.update({ pk, sk }, change, { 'nobody else changed it': isSame })).ok;
}
