import type { StripeMessage } from '../domain/billing/stripe-message.ts';
import { eventKey, listed, listPartition, ttlOf } from './keys.ts';
import type { Item, Table, Value } from './table.ts';

export type Outcome = 'received' | 'handled' | 'ignored' | 'failed';

/** A Stripe event as it was received and what became of it. Kept 30 days, as long as Stripe lists undelivered ones. */
export type EventRecord = {
  readonly message: StripeMessage;
  readonly receivedAt: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly error: string | null;
};

export type EventPage = { readonly events: readonly EventRecord[]; readonly cursor?: string };
export type EventQuery = { readonly limit: number; readonly cursor?: string };

export interface Events {
  /** Notes an event on first receipt; later ones leave the record as it is. Answers the record as it stands. */
  record(message: StripeMessage, now: Date): Promise<EventRecord>;
  setOutcome(eventId: string, outcome: Outcome, error: string | null): Promise<void>;
  find(eventId: string): Promise<EventRecord | null>;
  /** Latest received first. */
  list(query: EventQuery): Promise<EventPage>;
}

const keptDays = 30;

/** Records of Stripe events over the table. */
export function eventsOver(table: Table): Events {
  return {
    async record(message, now) {
      const receivedAt = now.toISOString();
      const expiresAt = new Date(now.getTime() + keptDays * 86_400_000).toISOString();
      const record: EventRecord = { message, receivedAt, outcome: 'received', attempts: 0, error: null };
      const result = await table.put(
        {
          ...eventKey(message.id),
          ...listed('EVENT', `${receivedAt}#${message.id}`),
          ...record,
          message: message as unknown as Value,
          ttl: ttlOf(expiresAt),
        },
        { 'the event is not known yet': { attribute: 'pk', is: 'absent' } },
      );
      return !result.ok && result.old ? toRecord(result.old) : record;
    },
    async setOutcome(eventId, outcome, error) {
      await table.update(
        eventKey(eventId),
        { set: { outcome, error }, add: { attempts: 1 } },
        { 'the event was recorded': { attribute: 'pk', is: 'present' } },
      );
    },
    async find(eventId) {
      const { item } = await table.get(eventKey(eventId));
      return item ? toRecord(item) : null;
    },
    async list({ limit, cursor }) {
      const page = await table.query({ index: 'lists', pk: listPartition('EVENT'), descending: true, limit, cursor });
      return { events: page.items.map(toRecord), cursor: page.cursor };
    },
  };
}

const toRecord = (item: Item): EventRecord => ({
  message: item.message as unknown as StripeMessage,
  receivedAt: String(item.receivedAt),
  outcome: String(item.outcome) as Outcome,
  attempts: Number(item.attempts),
  error: item.error === null ? null : String(item.error),
});
