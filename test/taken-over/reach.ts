/** Which organizations a role reaches: from nothing but public handles, and if it is told every id. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { List, Prefix } from '../../shared/storage/prefixes.ts';
import { partitionOf, partOf, prefixOf, type Rights, shownByCheck, type Target } from './table-program.ts';
import { type Knowledge, knowledge, tokensIn } from './tokens.ts';
import type { Placed, StoredItem, World } from './world.ts';

/** How many organizations a role reads, and changes. */
export type Reach = { readonly reads: number; readonly changes: number };

/** Kinds that anybody may read, or that tell no more than that an id exists. */
const open: readonly Prefix[] = [
  ...(['changes', 'directory', 'statusList', 'signingKey', 'licenceText'] as const),
  ...(['seal', 'sealTimestamp', 'certificate', 'evidenceKey'] as const),
];

/**
 * Attributes that say what the public sees of a badge, and whether it is paid for. They name its organization by its id alone. Other attributes
 * of these kinds count as reading the organization.
 */
const openParts: Partial<Readonly<Record<Prefix, readonly string[]>>> = {
  badge: ['shown', 'version', 'bytes', 'type', 'width', 'height'],
  grant: ['shown', 'version'],
  suspension: ['suspended', 'version'],
  seat: ['accepted', 'version'],
};

const isOpen = (kind: Prefix, parts: readonly string[]): boolean =>
  open.includes(kind) || (parts.length > 0 && parts.every((name) => openParts[kind]?.includes(name)));

export type Granted = { readonly rights: ReadonlyMap<Prefix, Rights>; readonly lists: readonly List[] };

type Told = { readonly words: Iterable<string>; readonly messages: readonly unknown[] };

/** Reads on until nothing new is learned, and counts. Answers of partitions are kept in `read`, which both counts share. */
export async function reachOf(
  target: Target,
  world: World,
  { rights, lists }: Granted,
  { words, messages }: Told,
  read: Map<string, Promise<StoredItem[]>>,
): Promise<Reach> {
  const known = knowledge([...world.handles, ...words]);
  for (const message of messages) known.learn(tokensIn(parsedDeep(message)));
  const reached = new Set<string>();
  const learn = (items: readonly StoredItem[], parts: readonly string[] = []) => {
    for (const item of items) {
      const plain = unmarshall(item as Record<string, AttributeValue>);
      known.learn(tokensIn(plain));
      const placed = world.items.find(({ pk, sk }) => pk === plain.pk && sk === plain.sk);
      if (placed && !isOpen(placed.kind, parts)) for (const id of placed.of) reached.add(id);
    }
  };
  const ask = (name: string, make: () => Promise<StoredItem[]>) => {
    const found = read.get(name) ?? make();
    read.set(name, found);
    return found;
  };
  for (const list of lists) learn(await ask(`list ${list}`, () => partitionOf(target, '', list)));
  for (let before = -1; before < known.size(); ) {
    before = known.size();
    for (const { kind, pk } of makeable(world.items, known)) {
      if (rights.get(kind)?.reads) learn(await ask(pk, () => partitionOf(target, pk)));
    }
    for (const item of makeable(world.items, known)) {
      const { reads, parts = [] } = rights.get(item.kind) ?? {};
      if (!reads && parts.length > 0 && known.canMake(item.sk))
        learn(await ask(`parts ${item.pk} ${item.sk}`, async () => [await partOf(target, item, parts)]), parts);
    }
    for (const item of makeable(world.items, known))
      if (rights.get(item.kind)?.sees && !rights.get(item.kind)?.reads && known.canMake(item.sk))
        learn(await ask(`${item.pk} ${item.sk}`, async () => [(await shownByCheck(target, item)) ?? []].flat()));
  }
  return { reads: reached.size, changes: changedBy(world, rights, known).size };
}

/** The first item of each partition whose key can be made. */
const makeable = (items: readonly Placed[], known: Knowledge): Placed[] =>
  items.filter(({ kind, pk }) => known.canMake(pk.slice(prefixOf(kind).length)));

/** A new item may be put into any partition whose key can be made. A kind is by organization if one of its partitions ends with an id. */
function changedBy(world: World, rights: Granted['rights'], known: Knowledge): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const { kind, pk, of } of makeable(world.items, known)) {
    const { inserts, rewrites, deletes } = rights.get(kind) ?? {};
    if (inserts || rewrites || deletes) for (const id of of) changed.add(id);
    const isById = world.organizations.some(({ id }) => pk.endsWith(id));
    if (isById && (inserts || rewrites)) for (const { id } of world.organizations) if (known.knows(id)) changed.add(id);
  }
  return changed;
}

/** Messages are JSON in JSON. */
function parsedDeep(value: unknown): unknown {
  return typeof value === 'string' ? value : JSON.parse(JSON.stringify(value));
}
