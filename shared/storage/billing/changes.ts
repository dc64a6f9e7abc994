import { randomBytes } from 'node:crypto';
import { changesKey } from '../item-keys.ts';
import { itemSizeBytes } from '../table/item.ts';
import type { Item, ItemChange, Table, TransactionResult, Write } from '../table/table.ts';

/** Recent changes of all accounts. `version` counts announcements; those before `floor` were forgotten. */
export type ChangesView = {
  readonly version: number;
  readonly floor: number;
  /** A nonce an account, another one with each change. */
  readonly changed: ReadonlyMap<string, string>;
};

/** Announcements of changed accounts, for instances that cache them. */
export interface Changes {
  /** Strongly consistent; an empty view where nothing was announced yet. */
  read(): Promise<ChangesView>;
  /** Tells every environment to forget what it holds of an account. One write unit. */
  announce(accountId: string): Promise<void>;
  /** The same as a part of a transaction, with `prune` beside it: best before, so that what fails has changed nothing yet. */
  announcement(accountId: string): Write;
  /** Keeps the item small: forgets what was announced, by raising the floor, once it has grown past its bound. */
  prune(): Promise<void>;
}

/** An announcement adds about 50 B, so several at once still leave the item within the 1 KB of one write unit. */
const maxBytes = 800;

const accountPrefix = 'a:';
const newNonce = (): string => randomBytes(6).toString('base64url');

/**
 * The changes item over the table. Announcing is unconditional, so two at once are both kept.
 * Emptying is conditional on the version, so no announcement made meanwhile is lost.
 */
export function changesOver(table: Table): Changes {
  const emptyIfLarge = async (item: Item | undefined) => {
    if (!item || itemSizeBytes(item) <= maxBytes) return;
    const version = Number(item.version);
    const unchanged = { 'nothing was announced since': { attribute: 'version', equals: version } } as const;
    await table.put({ ...changesKey, version, floor: version }, unchanged);
  };
  return {
    async read() {
      return viewOf((await table.get(changesKey)).item);
    },
    async announce(accountId) {
      const written = await table.update(changesKey, changeTo(accountId));
      if (written.ok) await emptyIfLarge(written.item);
    },
    announcement: (accountId) => ({ update: changesKey, change: changeTo(accountId) }),
    async prune() {
      await emptyIfLarge((await table.get(changesKey)).item);
    },
  };
}

/**
 * A transaction of what changes an account's keys or access, with its announcement: made together or not at all. The item is bounded
 * first, so that a call that fails has changed nothing.
 */
export async function transactAndAnnounce(
  table: Table,
  accountId: string,
  writes: readonly Write[],
): Promise<TransactionResult> {
  const changes = changesOver(table);
  await changes.prune();
  return table.transact([...writes, changes.announcement(accountId)]);
}

const changeTo = (accountId: string): ItemChange => ({
  add: { version: 1 },
  set: { [accountPrefix + accountId]: newNonce() },
});

function viewOf(item: Item | undefined): ChangesView {
  const named = Object.entries(item ?? {}).filter(([name]) => name.startsWith(accountPrefix));
  return {
    version: Number(item?.version ?? 0),
    floor: Number(item?.floor ?? 0),
    changed: new Map(named.map(([name, nonce]) => [name.slice(accountPrefix.length), String(nonce)])),
  };
}
