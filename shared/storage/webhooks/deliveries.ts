import type { Attempt, Delivery } from '../../domain/webhooks/delivery.ts';
import { payloadOf, type WebhookEvent } from '../../domain/webhooks/event.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import { listed, listPartition, toldElsewhereKey, toldElsewherePrefix, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemChange, ItemValue, Table, WriteCondition } from '../table/table.ts';
import { deliveriesPrefix, deliveryKey, deliveryPartition, webhookEventKey } from './webhook-keys.ts';

/** A page of deliveries. Without `cursor` it is the last. */
export type DeliveryPage = { readonly deliveries: readonly Delivery[]; readonly cursor?: string };
/** `from` (inclusive) and `to` (exclusive) are ISO-8601 UTC times of events. */
export type DeliveryQuery = {
  readonly limit: number;
  readonly cursor?: string;
  readonly from?: string;
  readonly to?: string;
};
type Of = Pick<Webhook, 'owner' | 'id'>;

/** Events for webhooks and their deliveries. */
export interface Deliveries {
  /** Notes the event for this owner; whoever notes it again gets the one that was noted first, to the byte. */
  note(owner: string, event: WebhookEvent): Promise<WebhookEvent>;
  /** One that is due at once; false where it was there before. */
  add(webhook: Of, event: WebhookEvent, now: Date): Promise<boolean>;
  find(webhook: Of, eventId: string): Promise<Delivery | null>;
  /** Latest event first. */
  list(webhook: Of, query: DeliveryQuery): Promise<DeliveryPage>;
  /** Due deliveries, the longest waiting first. They come from an index, so one that was tried a moment ago may be among them. */
  due(now: Date, limit: number): Promise<readonly Delivery[]>;
  /** Takes the next try for whoever asks first, and has it due again should that one die; false where somebody else has it. */
  claim(delivery: Delivery, dueAt: string): Promise<boolean>;
  setDelivered(delivery: Delivery, attempt: Attempt): Promise<void>;
  /** `dueAt`: when it is tried again; null: not any more. Both where it is as it was claimed. */
  setFailed(delivery: Delivery, attempt: Attempt, dueAt: string | null): Promise<void>;
  /** Not tried before then, and no try is counted. */
  postpone(delivery: Delivery, dueAt: string): Promise<void>;
  /** Due at once, with all its tries before it. */
  replay(delivery: Delivery, now: Date): Promise<void>;
  /** Takes away every event of an account and every delivery of one, also to webhooks of others; what is not delivered yet never is. */
  forget(accountId: string): Promise<void>;
}

const keptDays = 30;

/** Deliveries over the table, each beside the events it is one of; both are kept 30 days. */
export const deliveriesOver = (table: Table): Deliveries => ({
  ...noting(table),
  ...reading(table),
  ...trying(table),
  forget: (accountId) => forget(table, accountId),
});

const noting = (table: Table): Pick<Deliveries, 'note' | 'add'> => ({
  async note(owner, event) {
    const item: Item = {
      ...webhookEventKey(owner, event.id),
      event: event as unknown as ItemValue,
      ttl: keptUntil(event),
    };
    const result = await table.put(item, { 'it was not noted before': { attribute: 'pk', is: 'absent' } });
    return result.ok ? event : (result.old?.event as unknown as WebhookEvent);
  },
  async add({ owner, id: webhookId }, event, now) {
    const { id: eventId, type, at } = event;
    const of = { owner, webhookId, eventId, type, at };
    const waiting = { body: payloadOf(event), attempts: 0, ...unsent(of, now.toISOString()) };
    const ttl = keptUntil(event);
    const item: Item = { ...deliveryKey(of), ...of, ...waiting, ttl };
    if (owner !== event.accountId) await table.put({ ...toldElsewhereKey(event.accountId, of), ...of, ttl });
    return (await table.put(item, { 'it is new': { attribute: 'pk', is: 'absent' } })).ok;
  },
});

const reading = (table: Table): Pick<Deliveries, 'find' | 'list' | 'due'> => ({
  async find({ owner, id: webhookId }, eventId) {
    const noted = await table.get(webhookEventKey(owner, eventId));
    const { at } = (noted.item?.event ?? { at: '' }) as { readonly at: string };
    const { item } = await table.get(deliveryKey({ owner, webhookId, at, eventId }));
    return item ? toDelivery(item) : null;
  },
  async list({ owner, id }, { from, to, ...page }) {
    const prefix = deliveriesPrefix(id);
    const range = { from: prefix + (from ?? ''), to: to === undefined ? `${prefix}:` : prefix + to };
    const { items, cursor } = await table.query({ ...page, ...range, pk: deliveryPartition(owner), descending: true });
    return { deliveries: items.map(toDelivery), cursor };
  },
  async due(now, limit) {
    const to = `${now.toISOString()}~`;
    const { items } = await table.query({ index: 'lists', pk: listPartition('DELIVERY'), to, limit });
    return items.map(toDelivery);
  },
});

function trying(table: Table): Pick<Deliveries, 'claim' | 'setDelivered' | 'setFailed' | 'postpone' | 'replay'> {
  const change = async (delivery: Delivery, made: ItemChange): Promise<boolean> => {
    const asRead: WriteCondition = {
      'no other try was begun': { attribute: 'attempts', equals: delivery.attempts },
      'it is to be sent': { attribute: 'state', equals: 'pending' },
    };
    return (await table.update(deliveryKey(delivery), made, asRead)).ok;
  };
  return {
    claim: (delivery, dueAt) => change(delivery, { set: unsent(delivery, dueAt), add: { attempts: 1 } }),
    async setDelivered(delivery, attempt) {
      await change(delivery, { set: { state: 'delivered', ...noted(attempt) }, remove: offList });
    },
    async setFailed(delivery, attempt, dueAt) {
      const made = noted(attempt);
      if (dueAt === null) await change(delivery, { set: { state: 'failed', ...made }, remove: offList });
      else await change(delivery, { set: { ...unsent(delivery, dueAt), ...made } });
    },
    async postpone(delivery, dueAt) {
      await change(delivery, { set: unsent(delivery, dueAt) });
    },
    async replay(delivery, now) {
      const set = { ...unsent(delivery, now.toISOString()), attempts: 0 };
      await table.update(deliveryKey(delivery), { set }, { 'it is there': { attribute: 'pk', is: 'present' } });
    },
  };
}

async function forget(table: Table, accountId: string): Promise<void> {
  const pk = deliveryPartition(accountId);
  for (const told of await readAll(table, { pk, skPrefix: toldElsewherePrefix })) {
    const { owner, webhookId, at, eventId } = told as unknown as Pick<
      Delivery,
      'owner' | 'webhookId' | 'at' | 'eventId'
    >;
    await table.delete(deliveryKey({ owner, webhookId, at, eventId }));
    await table.delete(webhookEventKey(owner, eventId));
    await table.delete({ pk, sk: told.sk });
  }
  for (const skPrefix of [webhookEventKey(accountId, '').sk, deliveriesPrefix('').slice(0, -1)])
    for (const { sk } of await readAll(table, { pk, skPrefix })) await table.delete({ pk, sk });
}

const offList = ['dueAt', 'listPk', 'listSk'];

/** Attributes that a delivery has while it waits. */
const unsent = ({ webhookId, eventId }: Pick<Delivery, 'webhookId' | 'eventId'>, dueAt: string) => ({
  state: 'pending',
  dueAt,
  ...listed('DELIVERY', `${dueAt}#${eventId}#${webhookId}`),
});

const noted = ({ at, status, error }: Attempt) => ({ lastAt: at, lastStatus: status, lastError: error });

const keptUntil = ({ at }: WebhookEvent): number =>
  ttlOf(new Date(Date.parse(at) + keptDays * 86_400_000).toISOString());

function toDelivery({ pk, sk, listPk, listSk, ttl, ...delivery }: Item): Delivery {
  return { dueAt: null, lastAt: null, lastStatus: null, lastError: null, ...delivery } as unknown as Delivery;
}
