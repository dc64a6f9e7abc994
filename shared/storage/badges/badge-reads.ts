import type { ShownAccess, ShownApplication, ShownGrant } from '../../domain/badges/shown.ts';
import { badgeKey, grantsKey, suspensionKey } from '../item-keys.ts';
import { keyText } from '../table/item.ts';
import type { Item, Key, Table } from '../table/table.ts';
import { seatsKey } from './affiliate-keys.ts';
import { shownIn } from './badge-item.ts';
import { shownAttributes } from './shown-attributes.ts';

/** All that decides what the public sees of one badge. */
export type ReadBadge = {
  readonly application: ShownApplication;
  readonly access: ShownAccess;
};

/** The same with that of the organization whose affiliate it is; null where it is nobody's, or the organization has no badge. */
export type BadgeRead = ReadBadge & { readonly parent: ReadBadge | null };

/** Reads of badges for the public. */
export interface BadgeReads {
  /**
   * Badges in the order of the handles; null where there is none that was ever approved. Strongly consistent: earlier writes are seen.
   * Only the owner of each handle is cached. So one round trip reads everything, and a second follows where an owner was unknown or has
   * changed.
   */
  read(handles: readonly string[]): Promise<readonly (BadgeRead | null)[]>;
}

/** Which items a handle's badge is decided by. */
type Owner = Pick<ShownApplication, 'accountId' | 'badge' | 'parent'>;
type Known = { readonly items: Map<string, Item | undefined>; readonly owners: ReadonlyMap<string, Owner> };

const keysAtOnce = 100;
const shownParts = { attributes: shownAttributes };

/** Reads of badges over the table, for one process. It caches the owners of up to `maxOwners` handles. */
export function badgeReadsOver(table: Table, maxOwners = 10_000): BadgeReads {
  const owners = new Map<string, Owner>();
  const remember = ({ handle, accountId, badge, parent }: ShownApplication) => {
    owners.delete(handle);
    owners.set(handle, { accountId, badge, parent });
    const [oldest] = owners.size > maxOwners ? owners.keys() : [];
    if (oldest !== undefined) owners.delete(oldest);
  };
  return {
    async read(handles) {
      const known: Known = { items: new Map(), owners };
      for (let keys = unread(known, handles); keys.length > 0; keys = unread(known, handles)) {
        const chunks = chunksOf(keys);
        const answers = await Promise.all(chunks.map((chunk) => table.getAll(chunk, shownParts)));
        const items = answers.flatMap((answer) => answer.items);
        for (const [i, key] of keys.entries()) known.items.set(keyText(key), items[i]);
      }
      const reads = handles.map((handle) => readOf(known, handle));
      for (const [i, handle] of handles.entries()) if (reads[i] === null) owners.delete(handle);
      const applications = reads.flatMap((read) => [read?.application ?? [], read?.parent?.application ?? []].flat());
      for (const application of applications) remember(application);
      return reads;
    },
  };
}

/** The keys that are still to be read, each once. The owner comes from an application that was read, before that from the cache. */
function unread(known: Known, handles: readonly string[]): readonly Key[] {
  const keys = new Map(handles.flatMap((handle) => keysOf(known, handle)).map((key) => [keyText(key), key]));
  return [...keys].filter(([text]) => !known.items.has(text)).map(([, key]) => key);
}

function keysOf(known: Known, handle: string, isParent = false): Key[] {
  const owner = ownerOf(known, handle);
  if (!owner) return [badgeKey(handle)];
  const { accountId, badge, parent } = owner;
  const ofParent = parent === null || isParent ? [] : keysOf(known, parent, true);
  const seats = isParent ? [seatsKey(accountId, badge)] : [];
  return [badgeKey(handle), grantsKey(accountId), suspensionKey(accountId), ...seats, ...ofParent];
}

function ownerOf({ items, owners }: Known, handle: string): Owner | undefined {
  const text = keyText(badgeKey(handle));
  const item = items.get(text);
  return items.has(text) ? (shownIn(item) ?? undefined) : owners.get(handle);
}

function readOf(known: Known, handle: string): BadgeRead | null {
  const read = readBadge(known, handle);
  if (!read) return null;
  const { parent } = read.application;
  return { ...read, parent: parent === null ? null : readBadge(known, parent) };
}

function readBadge({ items }: Known, handle: string): ReadBadge | null {
  const application = shownIn(items.get(keyText(badgeKey(handle))));
  if (!application) return null;
  const { accountId, badge } = application;
  const seats = items.get(keyText(seatsKey(accountId, badge)));
  const access = {
    grants: (items.get(keyText(grantsKey(accountId)))?.shown ?? []) as unknown as readonly ShownGrant[],
    suspended: items.get(keyText(suspensionKey(accountId)))?.suspended === true,
    seats: seats ? { [badge]: { accepted: seats.accepted as readonly string[] } } : {},
  };
  return { application, access };
}

const chunksOf = (keys: readonly Key[]): readonly (readonly Key[])[] =>
  Array.from({ length: Math.ceil(keys.length / keysAtOnce) }, (_, i) =>
    keys.slice(i * keysAtOnce, (i + 1) * keysAtOnce),
  );
