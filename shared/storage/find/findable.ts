/** The writes that make organizations and keys findable for operators. */
import { searchWords } from '../../domain/badges/search-words.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { billingKey } from '../item-keys.ts';
import { listedKeyItems, toKey } from '../keys/listed-keys.ts';
import { keyText } from '../table/item.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';
import { exactKeyKey, exactSubscriptionKey, nameKey, wordKey } from './find-keys.ts';

/** An organization with its name. */
export type Named = { readonly id: string; readonly organization: string };

/** An entry for each word of an organization's name, and one for the whole name. Written again, they stay as they are. */
export const nameEntries = (organization: Named): Write[] =>
  entryKeys(organization).map((key) => ({ put: { ...key, accountId: organization.id } }));

/** The entries of a name go, but for those that the next name has too. */
export function entriesGone({ id, organization }: Named, next?: string): Write[] {
  const kept = next === undefined ? [] : entryKeys({ id, organization: next }).map(keyText);
  return entryKeys({ id, organization })
    .filter((key) => !kept.includes(keyText(key)))
    .map((key) => ({ delete: key }));
}

const entryKeys = ({ id, organization }: Named): Key[] => {
  const words = searchWords(organization);
  return [...words.map((word) => wordKey(word, id)), nameKey(words.join(' '), id)];
};

/** The entries of a key: by its id, and by its start, which several keys may share. They name nobody. */
export const keyEntries = (
  { id, accountId, start }: Pick<ApiKey, 'id' | 'accountId' | 'start'>,
  ttl?: number,
): Write[] =>
  [id, start].map((text) => ({
    put: { ...exactKeyKey(text, id), accountId, keyId: id, ...(ttl !== undefined && { ttl }) },
  }));

/** Makes findable what was written before the search was. */
export interface Findable {
  /** Lists an organization's name, its keys and its subscriptions, as far as they are not listed. Nothing once it is being deleted. */
  list(organization: Named): Promise<void>;
}

const atOnce = 90;

/** Entries over the table. */
export const findableOver = (table: Table): Findable => ({
  async list(organization) {
    const [keys, billing] = await Promise.all([
      listedKeyItems(table, organization.id),
      table.get(billingKey(organization.id)),
    ]);
    const wanted = [
      ...nameEntries(organization),
      ...subscriptionEntries(organization.id, billing.item),
      ...keys.map(toKey).flatMap((key, i) => keyEntries(key, ttlIn(keys[i]))),
    ].flatMap((write) => ('put' in write ? [write.put] : []));
    for (let at = 0; at < wanted.length; at += atOnce) {
      const some = wanted.slice(at, at + atOnce);
      const { items } = await table.getAll(some);
      const missing = some.filter((_, i) => items[i] === undefined).map((put) => ({ put }));
      if (missing.length > 0) await table.transact([...missing, whileNotDeleting(organization.id)]);
    }
  },
});

/** The entries of subscriptions in a billing state, by their ids. */
function subscriptionEntries(accountId: string, billing: Item | undefined): Write[] {
  const subscriptions = (billing?.subscriptions ?? []) as unknown as readonly { readonly id: string }[];
  return subscriptions.map(({ id }) => ({ put: { ...exactSubscriptionKey(id), accountId } }));
}

const ttlIn = (item: Item | undefined): number | undefined => (typeof item?.ttl === 'number' ? item.ttl : undefined);
