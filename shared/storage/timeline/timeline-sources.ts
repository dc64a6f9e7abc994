/** The sources of an organization's timeline. Each has its lines in its own order, and a position behind each of them. */
import { kindOfAction, type TimelineKind, type TimelineLine } from '../../domain/console/timeline.ts';
import { type RefusalReport, refusalRowsOf } from '../../domain/evidence/refusal.ts';
import type { AuditEntry } from '../accounts/audit.ts';
import type { EventLine } from '../billing/event-lines.ts';
import { refusalPartition } from '../evidence/evidence-item-keys.ts';
import { auditPartition } from '../item-keys.ts';
import type { Item, Query, Table } from '../table/table.ts';
import { oldLine } from '../trail/old-trail.ts';
import { type Raw, rawOfChained, rawOfWaiting } from '../trail/raw-lines.ts';
import { chainedLine } from '../trail/trail-chain.ts';
import { trailLineSk, trailPartition } from '../trail/trail-keys.ts';

/** How far each source was read. Absent: from its newest line. */
export type TimelinePosition = {
  /** The end of the chain at the first page. */
  readonly head?: number;
  readonly box?: string;
  readonly chain?: number;
  readonly old?: string;
  readonly mails?: string;
  readonly events?: string;
  /** A UTC day, YYYY-MM-DD. */
  readonly served?: string;
  readonly refusals?: readonly [string, number];
};

/** A line, perhaps with a line of the trail whose names are ids still. */
export type Drawn = { readonly kind: TimelineKind; readonly at: string } & (
  | { readonly raw: Raw }
  | { readonly line: TimelineLine }
  /** An event, whose state is read once it is on the page. */
  | { readonly event: EventLine }
);

/** A source: its lines, newest first, and whether there are others behind them. */
export type Source = {
  readonly lines: readonly { readonly drawn: Drawn; readonly behind: Partial<TimelinePosition> }[];
  readonly more: boolean;
};

/** The page to read, and as many lines of each source. */
export type TimelineWanted = {
  readonly accountId: string;
  readonly from: TimelinePosition;
  readonly count: number;
  readonly kinds: readonly TimelineKind[];
};

/** A source that has nothing. */
export const none: Source = { lines: [], more: false };
/** No sort key of a time begins so. */
export const end = '~';
/** The position behind a source that is read to its end. */
export const readOut = '';

const drawnOf = (raw: Raw): Drawn => ({ kind: kindOfAction(raw.action, raw.byOperator === true), at: raw.at, raw });

/** One read of a partition, newest first. */
export const page = (table: Table, query: Pick<Query, 'pk' | 'from' | 'to'>, limit: number) =>
  table.query({ ...query, limit, descending: true, consistent: true });

/** The lines of the trail that wait, with those that were chained since the first page was read. A line that is in both is there once. */
export async function recentSource(
  table: Table,
  wanted: TimelineWanted,
  waiting: readonly AuditEntry[],
): Promise<Source> {
  const { accountId, from } = wanted;
  if (from.box === readOut) return none;
  const late =
    from.head === undefined
      ? []
      : await chained(table, { pk: trailPartition(accountId), from: trailLineSk(from.head + 1) });
  const ids = new Set(late.map(({ id }) => id));
  const all = [...late, ...waiting.filter(({ id }) => !ids.has(id)).map(rawOfWaiting)]
    .map((raw) => ({ raw, place: `${raw.at}#${raw.id}` }))
    .filter(({ place }) => from.box === undefined || place < from.box)
    .sort((a, b) => (a.place < b.place ? 1 : -1));
  return { lines: all.map(({ raw, place }) => ({ drawn: drawnOf(raw), behind: { box: place } })), more: false };
}

const most = 1_000;
const chained = async (table: Table, query: Pick<Query, 'pk' | 'from' | 'to'>) =>
  (await page(table, query, most)).items.map(chainedLine).map(rawOfChained);

/** The chain. `head`: its last number as it was read. */
export async function chainSource(
  table: Table,
  { accountId, from, count }: TimelineWanted,
): Promise<Source & { head: number }> {
  const before = from.chain ?? (from.head === undefined ? undefined : from.head + 1);
  const to = before === undefined ? {} : { to: trailLineSk(before) };
  const { items, cursor } = await page(table, { pk: trailPartition(accountId), ...to }, count);
  const lines = items.map(chainedLine).map((line) => ({
    drawn: drawnOf(rawOfChained(line)),
    behind: { chain: line.seq },
  }));
  return { lines, more: cursor !== undefined, head: from.head ?? lines[0]?.behind.chain ?? 0 };
}

/** The lines of before the chain. */
export async function oldSource(table: Table, { accountId, from, count }: TimelineWanted): Promise<Source> {
  const { items, cursor } = await page(table, { pk: auditPartition(accountId), to: from.old ?? end }, count);
  return {
    lines: items.map((item) => ({ drawn: drawnOf(oldLine(item)), behind: { old: item.sk } })),
    more: cursor !== undefined,
  };
}

/** The refused requests, a line for each key and reason of a report. */
export async function refusalSource(table: Table, { accountId, from, count, kinds }: TimelineWanted): Promise<Source> {
  if (!kinds.includes('refusal')) return none;
  const [sk, row] = from.refusals ?? [end, -1];
  const { items, cursor } = await page(table, { pk: refusalPartition(accountId), to: `${sk}!` }, count);
  const lines = items.flatMap((item) => rowsOf(accountId, item).slice(item.sk === sk ? row + 1 : 0));
  return { lines, more: cursor !== undefined };
}

function rowsOf(accountId: string, item: Item): Source['lines'] {
  const { from: at, to, counts, told } = item as unknown as RefusalReport & Item;
  return refusalRowsOf({ accountId, from: at, to, counts, told }).map(({ from, ...facts }, row) => {
    const line = { kind: 'refusal', at: from, id: `${item.sk}.${row}`, ...facts } as const;
    return { drawn: { kind: 'refusal', at: from, line } as const, behind: { refusals: [item.sk, row] as const } };
  });
}
