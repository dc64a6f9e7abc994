import type { StripeMessage } from '../../domain/billing/stripe-message.ts';
import { eventKey, listed, listPartition, ttlOf } from '../item-keys.ts';
import type { Item, ItemValue, Table, WriteCondition } from '../table/table.ts';
import { stuckEventKey } from './revenue-keys.ts';

/** `parked`: the last try has failed, or did not end; the message lies in the dead-letter queue until an operator replays it. */
export const outcomes = ['received', 'handled', 'ignored', 'failed', 'parked'] as const;
/** The state of an event that is on record. */
export type EventOutcome = (typeof outcomes)[number];

/** A Stripe event as it was received and what became of it. Kept 30 days, as long as Stripe lists undelivered ones. */
export type EventRecord = {
  readonly message: StripeMessage;
  /** When it was noted first. */
  readonly receivedAt: string;
  readonly outcome: EventOutcome;
  /** Tries that came to an end, replays among them. */
  readonly attempts: number;
  readonly error: string | null;
  /** It was not rendered in the version of Stripe's API that this code is written for. */
  readonly apiVersionDiffers: boolean;
};

/** A state of an event to note. */
export type Note = Pick<EventRecord, 'outcome' | 'error' | 'apiVersionDiffers'> & { readonly at: Date };

/** A page of events. Without `cursor` it is the last. */
export type EventPage = { readonly events: readonly EventRecord[]; readonly cursor?: string };
/** `from` (inclusive) and `to` (exclusive) are ISO-8601 UTC times of receipt. */
export type EventQuery = {
  readonly limit: number;
  readonly cursor?: string;
  readonly from?: string;
  readonly to?: string;
};

/** The inbox of Stripe's events, one record for each. */
export interface Events {
  /** Notes that a try begins, in case it dies. Where there is a record already, only the `last` try of an unfinished event changes it. */
  begin(message: StripeMessage, note: Note & { readonly last: boolean }): Promise<void>;
  /**
   * Notes how a try ended: makes the record, or brings it up to date and counts the try. An event that was handled stays
   * `handled`, and one that was ignored is not `failed` or `parked` afterwards, whoever writes last.
   */
  end(message: StripeMessage, note: Note): Promise<void>;
  find(eventId: string): Promise<EventRecord | null>;
  /** Latest received first. */
  list(query: EventQuery): Promise<EventPage>;
  /** Those that were tried in vain and not handled since, the latest try last; first if `descending`. */
  stuck(page: Pick<EventQuery, 'limit' | 'cursor'> & { readonly descending?: boolean }): Promise<StuckPage>;
}

/** An event that was tried in vain. `at`: its latest try. */
export type StuckEvent = Pick<EventRecord, 'outcome' | 'error'> & {
  readonly id: string;
  readonly type: string;
  readonly customerId: string | null;
  readonly at: string;
};
/** A page of events that were tried in vain. Without `cursor` it is the last. */
export type StuckPage = { readonly events: readonly StuckEvent[]; readonly cursor?: string };

/** As long as Stripe lists undelivered ones. */
export const eventKeptDays = 30;
const maxErrorCharacters = 300;
const unknown: WriteCondition = { 'the event is not known yet': { attribute: 'pk', is: 'absent' } };
const unhandled: WriteCondition = { 'the event was not handled': { attribute: 'outcome', differs: 'handled' } };
const unfinished: WriteCondition = { ...unhandled, 'nor ignored': { attribute: 'outcome', differs: 'ignored' } };

/** Records that must not be overwritten, by new state. Another message of the event, or a try that was taken for dead, may end last. */
const guards: Record<EventOutcome, WriteCondition> = {
  handled: {},
  ignored: unhandled,
  received: unfinished,
  failed: unfinished,
  parked: unfinished,
};

/** Records of Stripe events over the table: an event that is handled at the first try costs one write and its index write. */
export function eventsOver(table: Table): Events {
  return {
    async begin(message, { last, ...note }) {
      const { ok } = await table.put(itemOf(message, note, 0), unknown);
      const isNoted =
        ok || (last && (await table.update(eventKey(message.id), { set: setOf(note) }, guards[note.outcome])).ok);
      if (isNoted && isStuck(note)) await table.update(stuckEventKey(message.id), { set: stuckOf(message, note) });
    },
    async end(message, note) {
      const { ok: isNew } = await table.put(itemOf(message, note, 1), unknown);
      if (isNew) {
        if (isStuck(note)) await table.update(stuckEventKey(message.id), { set: stuckOf(message, note) });
        return;
      }
      const counted = { add: { attempts: 1 } };
      const { ok } = await table.update(eventKey(message.id), { set: setOf(note), ...counted }, guards[note.outcome]);
      if (!ok) await table.update(eventKey(message.id), counted);
      const change = isStuck(note) ? { set: stuckOf(message, note) } : { remove: ['listPk', 'listSk'] };
      if (ok) await table.update(stuckEventKey(message.id), change, isStuck(note) ? undefined : wasStuck);
    },
    async find(eventId) {
      const { item } = await table.get(eventKey(eventId));
      return item ? eventRecordIn(item) : null;
    },
    async list(query) {
      const page = await table.query({ ...query, index: 'lists', pk: listPartition('EVENT'), descending: true });
      return { events: page.items.map(eventRecordIn), cursor: page.cursor };
    },
    async stuck(query) {
      const page = await table.query({ ...query, index: 'lists', pk: listPartition('STUCK') });
      return { events: page.items.map(toStuck), ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
    },
  };
}

const wasStuck: WriteCondition = { 'it was tried in vain': { attribute: 'pk', is: 'present' } };

const isStuck = ({ outcome }: Note): boolean => outcome === 'failed' || outcome === 'parked';

/** The attributes of the mark that an event was tried in vain: its place in the list is taken away once it is handled. */
const stuckOf = ({ id, type, customerId }: StripeMessage, note: Note): Readonly<Record<string, ItemValue>> => {
  const { outcome, error } = setOf(note);
  const at = note.at.toISOString();
  const ttl = ttlOf(new Date(note.at.getTime() + eventKeptDays * 86_400_000).toISOString());
  return { ...listed('STUCK', `${at}#${id}`), id, type, customerId, outcome, error, at, ttl };
};

const toStuck = (item: Item): StuckEvent => ({
  id: String(item.id),
  type: String(item.type),
  customerId: item.customerId === null ? null : String(item.customerId),
  outcome: String(item.outcome) as EventOutcome,
  error: item.error === null ? null : String(item.error),
  at: String(item.at),
});

function itemOf(message: StripeMessage, note: Note, attempts: number): Item {
  const receivedAt = note.at.toISOString();
  return {
    ...eventKey(message.id),
    ...listed('EVENT', `${receivedAt}#${message.id}`),
    message: message as unknown as ItemValue,
    receivedAt,
    ...setOf(note),
    attempts,
    ttl: ttlOf(new Date(note.at.getTime() + eventKeptDays * 86_400_000).toISOString()),
  };
}

const setOf = ({ outcome, error, apiVersionDiffers }: Note) => ({
  outcome,
  error: error === null ? null : error.slice(0, maxErrorCharacters),
  apiVersionDiffers,
});

/** An event as it is stored. */
export const eventRecordIn = (item: Item): EventRecord => ({
  message: item.message as unknown as StripeMessage,
  receivedAt: String(item.receivedAt),
  outcome: String(item.outcome) as EventOutcome,
  attempts: Number(item.attempts),
  error: item.error === null ? null : String(item.error),
  apiVersionDiffers: item.apiVersionDiffers === true,
});
