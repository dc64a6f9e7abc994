/** Where a text may lead, by its shape: ids that lie under a key of their own. */
import { parseRequestId } from '../../domain/access/request-id.ts';
import { type Account, normalEmail } from '../../domain/accounts/account.ts';
import { seen } from '../../domain/accounts/together.ts';
import type { Found } from '../../domain/console/found.ts';
import { startOf } from '../../domain/keys/format.ts';
import { readMemberships } from '../accounts/members.ts';
import { sharersPartition } from '../accounts/together-keys.ts';
import { badgeIn } from '../badges/badge-item.ts';
import { accountApiKeyKey, accountKey, badgeKey, customerKey, emailKey, eventKey } from '../item-keys.ts';
import type { Item, Key, Table } from '../table/table.ts';
import { exactPartition } from './find-keys.ts';

type Told = Omit<Found, 'organization'>;

/** Something that a text led to. */
export type Lead = {
  /** The account to read; absent: it is of none, or of one that `look` finds. */
  readonly accountId?: string;
  /** An item that says more about it. */
  readonly item?: Key;
  /** The thing itself, once both are read. Absent: only `look` tells. */
  readonly found?: (read: { readonly item: Item | undefined; readonly account: Account | null }) => Told;
  /** Another round trip, for leads that need one. */
  readonly look?: () => Promise<readonly Lead[]>;
};

const maxOfOne = 20;
const maxCharacters = 200;

/** All that a text may lead to, in one round trip. */
export async function leadsOf(table: Table, text: string): Promise<readonly Lead[]> {
  const asked = text.trim().slice(0, maxCharacters);
  if (asked === '') return [];
  const shapes = shapesOf(table, asked);
  const [direct, keys, domains] = await Promise.all([
    table.getAll(shapes.map(({ key }) => key)),
    table.query({ pk: exactPartition(keyText(asked)), limit: maxOfOne }),
    sharersOf(table, asked.toLowerCase()),
  ]);
  return [
    ...shapes.flatMap(({ lead }, i) => (direct.items[i] ? lead(direct.items[i]) : [])),
    ...keys.items.flatMap((item) => (item.keyId === undefined ? customerLead(asked)(item) : [keyLead(item)])),
    ...domains,
    ...requestLeads(asked),
  ];
}

/** The id of a request names its organization, which is read as any. Nothing says that there was such a request. */
function requestLeads(id: string): Lead[] {
  const parsed = parseRequestId(id);
  if (!parsed) return [];
  const { organizationId, at } = parsed;
  return [{ accountId: organizationId, found: () => ({ kind: 'request', id, title: id, detail: at }) }];
}

/** A key is never looked for by more of it than its start, whatever was pasted. */
const keyText = (asked: string): string => (/^tg_(live|test)_/.test(asked) ? startOf(asked) : asked);

type Shape = { readonly key: Key; readonly lead: (item: Item) => readonly Lead[] };

function shapesOf(table: Table, asked: string): Shape[] {
  const handle = asked.toLowerCase().replace(/^@/, '');
  return [
    { key: accountKey(asked), lead: () => [organizationLead(asked)] },
    ...(asked.startsWith('cus_') ? [{ key: customerKey(asked), lead: customerLead(asked) }] : []),
    ...(asked.startsWith('evt_') ? [{ key: eventKey(asked), lead: eventLead(table, asked) }] : []),
    ...(asked.includes('@')
      ? [{ key: emailKey(normalEmail(asked)), lead: personLead(table, normalEmail(asked)) }]
      : []),
    ...(/^[a-z0-9_]{1,30}$/.test(handle) ? [{ key: badgeKey(handle), lead: badgeLead }] : []),
  ];
}

const organizationLead = (accountId: string): Lead => ({
  accountId,
  found: ({ account }) => ({ kind: 'organization', id: accountId, title: account?.organization ?? '', detail: '' }),
});

const customerLead =
  (id: string) =>
  (item: Item): Lead[] => [
    { accountId: String(item.accountId), found: () => ({ kind: 'stripe', id, title: id, detail: '' }) },
  ];

/** The event's customer leads to its account; an event of no customer is found by itself. */
const eventLead = (table: Table, id: string) => (item: Item) => {
  const { type, customerId } = item.message as unknown as { readonly type: string; readonly customerId: string | null };
  const found = () => ({ kind: 'event', id, title: id, detail: type }) as const;
  const look = async () => {
    const { item: customer } = await table.get(customerKey(customerId ?? ''));
    return [{ found, ...(customer && { accountId: String(customer.accountId) }) }];
  };
  return customerId === null ? [{ found }] : [{ look }];
};

/** A person is found in each organization that they belong to. */
const personLead = (table: Table, email: string) => (item: Item) => {
  const look = async () => {
    const { count, memberships } = await readMemberships(table, String(item.personId ?? item.accountId));
    const own = count ? memberships : [{ accountId: String(item.accountId), role: 'owner' }];
    return own.map(({ accountId, role }) => ({
      accountId,
      found: () => ({ kind: 'person', id: email, title: email, detail: role }) as const,
    }));
  };
  return [{ look }];
};

function badgeLead(item: Item): Lead[] {
  const badge = badgeIn(item);
  if (!badge) return [];
  const { handle, accountId, state } = badge;
  return [{ accountId, found: () => ({ kind: 'badge', id: handle, title: `@${handle}`, detail: state }) }];
}

function keyLead({ accountId, keyId }: Item): Lead {
  const id = String(keyId);
  return {
    accountId: String(accountId),
    item: accountApiKeyKey(String(accountId), id),
    found: ({ item }) => ({ kind: 'key', id, title: String(item?.start ?? id), detail: String(item?.label ?? '') }),
  };
}

/** Organizations that proved a domain within 90 days. */
async function sharersOf(table: Table, domain: string): Promise<Lead[]> {
  if (!/^[^\s@]+\.[^\s@.]+$/.test(domain)) return [];
  const { items } = await table.query({ pk: sharersPartition(seen('domain', domain)), limit: maxOfOne });
  return items.map(({ accountId }) => ({
    accountId: String(accountId),
    found: () => ({ kind: 'domain', id: domain, title: domain, detail: '' }),
  }));
}
