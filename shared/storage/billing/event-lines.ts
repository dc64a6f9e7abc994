import type { StripeMessage } from '../../domain/billing/stripe-message.ts';
import { ttlOf } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { eventLineKey } from './event-line-keys.ts';
import { eventKeptDays } from './stripe-events.ts';

/** That an event is about an organization. Its state stands in the event's own record. */
export type EventLine = Pick<StripeMessage, 'id' | 'type'> & { readonly at: string };

/** Which events are about which organization. A line is kept as long as its event. */
export interface EventLines {
  /** One unit. The same event again writes the same line. */
  put(accountId: string, message: StripeMessage): Promise<void>;
}

/** The lines over the table: an item an event, without an index. */
export const eventLinesOver = (table: Table): EventLines => ({
  async put(accountId, { id, type, createdAt: at }) {
    const ttl = ttlOf(new Date(Date.parse(at) + eventKeptDays * 86_400_000).toISOString());
    await table.put({ ...eventLineKey(accountId, { at, id }), id, type, at, ttl });
  },
});

/** A line as it is stored. */
export const eventLineIn = (item: Item): EventLine => ({
  id: String(item.id),
  type: String(item.type),
  at: String(item.at),
});
