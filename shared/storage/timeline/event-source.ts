import type { TimelineLine } from '../../domain/console/timeline.ts';
import { eventLinePartition } from '../billing/event-line-keys.ts';
import { type EventLine, eventLineIn } from '../billing/event-lines.ts';
import { eventRecordIn } from '../billing/stripe-events.ts';
import { eventKey } from '../item-keys.ts';
import type { Table } from '../table/table.ts';
import { end, none, page, type Source, type TimelineWanted } from './timeline-sources.ts';

/** The events of Stripe's. */
export async function eventSource(table: Table, { accountId, from, count, kinds }: TimelineWanted): Promise<Source> {
  if (!kinds.includes('event')) return none;
  const { items, cursor } = await page(table, { pk: eventLinePartition(accountId), to: from.events ?? end }, count);
  const lines = items.map((item) => {
    const event = eventLineIn(item);
    return { drawn: { kind: 'event', at: event.at, event } as const, behind: { events: item.sk } };
  });
  return { lines, more: cursor !== undefined };
}

/** The lines of a page's events, with the state in which each event is now, in one round trip. One without a record is not handled yet. */
export async function eventLinesWithState(table: Table, events: readonly EventLine[]): Promise<TimelineLine[]> {
  if (events.length === 0) return [];
  const { items } = await table.getAll(events.map(({ id }) => eventKey(id)));
  return events.map((event, i) => {
    const item = items[i];
    const { outcome, attempts } = item ? eventRecordIn(item) : { outcome: 'received' as const, attempts: 0 };
    return { kind: 'event', ...event, outcome, attempts };
  });
}
