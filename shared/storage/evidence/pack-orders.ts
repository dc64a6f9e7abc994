import { createHash } from 'node:crypto';
import { hasStopped, ordersKeptDays, type PackOrder } from '../../domain/evidence/pack-order.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table, Write } from '../table/table.ts';
import { openPackKey, packKey, packOnceKey, packPartition, packPrefix } from './evidence-item-keys.ts';

/** An order to place, with its line of the trail. `once`: the request's `Idempotency-Key`, with a digest of the request. */
export type NewPackOrder = {
  readonly order: PackOrder;
  readonly audit: AuditEntry;
  readonly once?: { readonly key: string; readonly fingerprint: string } | undefined;
};

/** `repeated`: this request placed it before. `underWay`: another one is, and no other begins beside it. `another`: the key was of another request. */
export type Placed =
  | { readonly is: 'placed' | 'repeated' | 'underWay'; readonly order: PackOrder }
  | { readonly is: 'another' };

/** Orders of packs, as those who order see them. Every method may throw StorageUnavailable. */
export interface PackOrders {
  /** Places an order where the organization has none under way. One that has stopped without an end is failed first. */
  place(order: NewPackOrder): Promise<Placed>;
  find(organization: string, id: string): Promise<PackOrder | null>;
  /** Those of the last 30 days, newest first. */
  of(organization: string): Promise<readonly PackOrder[]>;
}

const onceKeptMs = 24 * 3_600_000;
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Orders over the table: an item each, one for the order under way, and one for each idempotency key. */
export function packOrdersOver(table: Table): PackOrders {
  const find = async (organization: string, id: string) => {
    const { item } = await table.get(packKey(organization, id));
    return item ? packOrder(item) : null;
  };
  const pointedAt = async (organization: string, pointer: Item | undefined) =>
    pointer ? find(organization, String(pointer.order)) : null;
  return {
    find,
    async of(organization) {
      const items = await readAll(table, { pk: packPartition(organization), skPrefix: packPrefix });
      return items.map(packOrder).toSorted((a, b) => (a.orderedAt > b.orderedAt ? -1 : 1));
    },
    async place(placing) {
      const { order, once } = placing;
      const { organization } = order;
      for (let tries = 0; tries < 3; tries += 1) {
        const earlier = once && (await table.get(packOnceKey(organization, hashOf(once.key)))).item;
        if (earlier && String(earlier.expiresAt) > order.orderedAt) {
          if (earlier.fingerprint !== once?.fingerprint) return { is: 'another' };
          const same = await pointedAt(organization, earlier);
          if (same) return { is: 'repeated', order: same };
        }
        if ((await table.transact(writesOf(placing))).ok) return { is: 'placed', order };
        const underWay = await pointedAt(organization, (await table.get(openPackKey(organization))).item);
        if (underWay && hasStopped(underWay, new Date(order.orderedAt))) await failStopped(table, underWay);
        else if (underWay) return await sameOrOther(table, placing, underWay);
      }
      throw new Error('An order of a pack could not be placed');
    },
  };
}

/** Two requests at once with one key get one order. */
async function sameOrOther(table: Table, { order, once }: NewPackOrder, underWay: PackOrder): Promise<Placed> {
  const { item } = once ? await table.get(packOnceKey(order.organization, hashOf(once.key))) : {};
  const isSame = item?.order === underWay.id && item.fingerprint === once?.fingerprint;
  return { is: isSame ? 'repeated' : 'underWay', order: underWay };
}

function writesOf({ order, audit, once }: NewPackOrder): Write[] {
  const { organization, id, orderedAt } = order;
  const onceUntil = new Date(Date.parse(orderedAt) + onceKeptMs).toISOString();
  const ttl = Math.floor(Date.parse(orderedAt) / 1_000) + ordersKeptDays * 86_400;
  return [
    {
      put: { ...packKey(organization, id), ...(order as unknown as Record<string, ItemValue>), ttl },
      if: { 'the order is new': { attribute: 'pk', is: 'absent' } },
    },
    {
      put: { ...openPackKey(organization), order: id, ttl },
      if: { 'no other is under way': { attribute: 'pk', is: 'absent' } },
    },
    auditLine(audit),
    ...(once
      ? [
          {
            put: {
              ...packOnceKey(organization, hashOf(once.key)),
              ...{ order: id, fingerprint: once.fingerprint, expiresAt: onceUntil, ttl: ttlOf(onceUntil) },
            },
            if: { 'the key is free': { attribute: 'expiresAt', atMost: orderedAt, orAbsent: true } },
          } as const,
        ]
      : []),
  ];
}

/** The writes that end an order: its item, and the mark that it is under way. */
export const endingWrites = ({ organization, id }: PackOrder, update: Write): Write[] => [
  update,
  {
    delete: openPackKey(organization),
    if: { 'it is this one that is under way': { attribute: 'order', equals: id, orAbsent: true } },
  },
];

/** Says of an order that nothing came of it. It is left alone where its work went on meanwhile. */
async function failStopped(table: Table, order: PackOrder): Promise<void> {
  const { organization, id, touchedAt } = order;
  const change = { set: { status: 'failed', reason: 'The work on it stopped. Order it again.' }, remove: ['run'] };
  const asSeen = { 'nobody works on it': { attribute: 'touchedAt', equals: touchedAt } } as const;
  await table.transact(endingWrites(order, { update: packKey(organization, id), change, if: asSeen }));
}

/** The order of an item, without the marks of who works on it. */
export const packOrder = (item: Item): PackOrder => {
  const { id, organization, from, to, orderedAt, by, status, progress, touchedAt, made, reason } = item;
  const order = { id, organization, from, to, orderedAt, by, status, progress, touchedAt, made, reason };
  return order as unknown as PackOrder;
};
