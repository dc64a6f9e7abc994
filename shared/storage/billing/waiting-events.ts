import type { StripeMessage } from '../../domain/billing/stripe-message.ts';
import { ttlOf, waitingEventKey, waitingPartition } from '../item-keys.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';

/** An event that could not be handled because Stripe did not answer. */
export type WaitingEvent = {
  readonly message: StripeMessage;
  /** When it was tried first. */
  readonly since: string;
};

/** A page of waiting events. Without `cursor` it is the last. */
export type WaitingPage = { readonly events: readonly WaitingEvent[]; readonly cursor?: string };

/** Stripe's events that wait until Stripe answers. */
export interface WaitingEvents {
  /** One that waits already keeps its time. */
  add(message: StripeMessage, at: Date): Promise<void>;
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<WaitingPage>;
  /** It waits no more. */
  remove(eventId: string): Promise<void>;
}

/** As long as the event's record. */
const keptDays = 30;

/** Events that wait for Stripe, over the table: none of them as a rule, so that looking for them costs half a read unit. */
export const waitingEventsOver = (table: Table): WaitingEvents => ({
  async add(message, at) {
    const item = {
      ...waitingEventKey(message.id),
      message: message as unknown as ItemValue,
      since: at.toISOString(),
      ttl: ttlOf(new Date(at.getTime() + keptDays * 86_400_000).toISOString()),
    };
    await table.put(item, { 'it does not wait yet': { attribute: 'pk', is: 'absent' } });
  },
  async list({ limit, cursor }) {
    const page = await table.query({ pk: waitingPartition, limit, cursor, consistent: true });
    return { events: page.items.map(toWaiting), cursor: page.cursor };
  },
  async remove(eventId) {
    await table.delete(waitingEventKey(eventId));
  },
});

const toWaiting = (item: Item): WaitingEvent => ({
  message: item.message as unknown as StripeMessage,
  since: String(item.since),
});
