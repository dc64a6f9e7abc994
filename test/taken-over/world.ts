/** The table that is attacked has a life that used everything, other organizations beside it, and an item of every kind. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import { livedRichly, worldOf } from '../functions/rich-life.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe } from '../support/app-stripe.ts';
import { tokensIn } from './tokens.ts';

/** An organization, with the names by which it is found in items. */
export type Organization = { readonly id: string; readonly names: ReadonlySet<string> };

/** An item as DynamoDB has it. */
export type StoredItem = Readonly<Record<string, AttributeValue>>;

/** One item with its kind and the organizations that it speaks of. */
export type Placed = {
  readonly pk: string;
  readonly sk: string;
  readonly kind: Prefix;
  readonly stored: StoredItem;
  readonly of: readonly string[];
};

/** `ACCESS#` alone is no kind: each of its items lies under a longer prefix. */
export const kinds = (Object.keys(prefixes) as Prefix[]).filter((name) => name !== 'access');

const longestFirst = kinds.toSorted((one, other) => prefixes[other].length - prefixes[one].length);
const kindOf = (pk: string): Prefix | undefined => longestFirst.find((name) => pk.startsWith(prefixes[name]));

/** Lives the life, and answers every item of it. */
export async function filledWorld() {
  const stripe = await startStripe();
  try {
    await pushCatalog(stripe);
    const world = worldOf(stripe);
    await livedRichly(world);
    await signUp(world.app, 'quiet@quiet.example');
    await world.app.reconcile();
    await world.app.mergeUsage();
    return placed(await world.items());
  } finally {
    await stripe.stop();
  }
}

function placed(items: readonly Item[]) {
  const organizations = organizationsIn(items);
  const owner = organizations[0]?.id ?? '';
  const missing = kinds.filter((kind) => !items.some(({ pk }) => kindOf(pk) === kind));
  const added = missing.map((kind): Item => ({ pk: prefixes[kind] + owner, sk: '-', accountId: owner }));
  const all = [...items, ...added].map((item): Placed => {
    const kind = kindOf(item.pk);
    if (!kind) throw new Error(`The kind of ${item.pk} is in no prefix`);
    const tokens = tokensIn(item);
    const of = organizations.filter(({ names }) => [...names].some((name) => tokens.has(name))).map(({ id }) => id);
    const stored = marshall(item, { removeUndefinedValues: true }) as StoredItem;
    return { pk: item.pk, sk: item.sk, kind, stored, of };
  });
  const handles = items.flatMap(({ pk }) => /^BADGE#([a-z0-9_]+)$/.exec(pk)?.[1] ?? []);
  return { items: all, organizations, handles, missing };
}

/** The world that is attacked. */
export type World = ReturnType<typeof placed>;

function organizationsIn(items: readonly Item[]): Organization[] {
  const accounts = items.filter(({ pk, sk }) => kindOf(pk) === 'account' && sk === 'PROFILE');
  return accounts.map(({ pk, email }) => {
    const id = pk.slice(prefixes.account.length);
    return { id, names: new Set([id, ...(typeof email === 'string' ? [email] : [])]) };
  });
}
