import { type Account, lifeOf } from '../../domain/accounts/account.ts';
import { searchWords } from '../../domain/badges/search-words.ts';
import type { Found, SearchResult } from '../../domain/console/found.ts';
import { accountIn } from '../accounts/account-item.ts';
import { accountKey } from '../item-keys.ts';
import { keyText } from '../table/item.ts';
import type { Item, Key, Table } from '../table/table.ts';
import { exactKeyKey, wordPartition } from './find-keys.ts';
import { type Lead, leadsOf } from './search-leads.ts';

/** Finds things for operators. */
export interface Search {
  /** Three round trips at the most, however many things there are. */
  find(text: string): Promise<SearchResult>;
  /** The organization of a key; null: no key has this id. */
  ownerOfKey(keyId: string): Promise<string | null>;
}

/** Candidates for a name of several words; each is read, a batch has at most 100 keys. */
const maxNamed = 60;
const maxKeys = 100;
/** Longer than any id. DynamoDB refuses keys of over 2,048 bytes. */
const maxIdCharacters = 200;

/** The console's search over the table: exact ids by key, names by the entries of their words. */
export const searchOver = (table: Table): Search => ({
  async find(text) {
    const words = searchWords(text);
    const [leads, named] = await Promise.all([leadsOf(table, text), namedLike(table, words)]);
    const [known, further] = await Promise.all([
      readAbout(table, leads, named.ids),
      Promise.all(leads.flatMap(({ look }) => (look ? [look()] : []))).then((all) => all.flat()),
    ]);
    const items = new Map([...known, ...(await readAbout(table, further, []))]);
    const accountOf = (id: string) => presentAccount(items.get(keyText(accountKey(id))));
    const exact = [...leads, ...further].flatMap((lead) => foundBy(lead, accountOf, items));
    const all = named.ids.flatMap((id) => accountOf(id) ?? []).filter((account) => isNamed(account, words));
    return { exact, named: all.map(organizationFound), more: named.more };
  },
  async ownerOfKey(keyId) {
    if (keyId.length > maxIdCharacters) return null;
    const { item } = await table.get(exactKeyKey(keyId, keyId));
    return item ? String(item.accountId) : null;
  },
});

/** Ids of organizations with a word that begins with the longest of these. */
async function namedLike(table: Table, words: readonly string[]) {
  const [longest] = words.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return { ids: [], more: false };
  const page = await table.query({ pk: wordPartition(longest), skPrefix: longest, limit: maxNamed });
  const ids = [...new Set(page.items.map(({ accountId }) => String(accountId)))];
  return { ids, more: page.cursor !== undefined };
}

/** The entry of a name may be older than the name. */
function isNamed({ organization }: Account, words: readonly string[]): boolean {
  const own = searchWords(organization);
  return words.every((word) => own.some((each) => each.startsWith(word)));
}

/** The items that leads tell of, and accounts, in one round trip. */
async function readAbout(table: Table, leads: readonly Lead[], ids: readonly string[]): Promise<Items> {
  const accounts = [...leads.flatMap(({ accountId }) => accountId ?? []), ...ids].map(accountKey);
  const wanted = [...accounts, ...leads.flatMap(({ item }) => item ?? [])].map((key) => [keyText(key), key] as const);
  const keys = [...new Map<string, Key>(wanted).values()].slice(0, maxKeys);
  if (keys.length === 0) return new Map();
  const { items } = await table.getAll(keys);
  return new Map(keys.map((key, i) => [keyText(key), items[i]] as const));
}

type Items = ReadonlyMap<string, Item | undefined>;

const presentAccount = (item: Item | undefined): Account | null => {
  const account = item ? accountIn(item) : null;
  return account && lifeOf(account) !== 'left' ? account : null;
};

/** A thing of an organization that was deleted is not found. */
function foundBy(
  { accountId, item, found }: Lead,
  accountOf: (id: string) => Account | null,
  items: Items,
): readonly Found[] {
  if (!found) return [];
  const account = accountId === undefined ? null : accountOf(accountId);
  if (accountId !== undefined && !account) return [];
  const organization = account && { id: account.id, name: account.organization };
  return [{ ...found({ item: item && items.get(keyText(item)), account }), organization }];
}

const organizationFound = (account: Account): Found => ({
  kind: 'organization',
  id: account.id,
  title: account.organization,
  detail: lifeOf(account),
  organization: { id: account.id, name: account.organization },
});
