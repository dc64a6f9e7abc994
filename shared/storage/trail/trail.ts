import type { AuditEntry } from '../accounts/audit.ts';
import { auditPartition } from '../item-keys.ts';
import type { Item, Query, Table } from '../table/table.ts';
import { oldLine, type TrailLine } from './old-trail.ts';
import { named, type Raw, rawOfChained, rawOfWaiting, unnamed } from './raw-lines.ts';
import { waitingLines } from './trail-box.ts';
import { chainedLine } from './trail-chain.ts';
import { trailLineSk, trailPartition } from './trail-keys.ts';
import { cursorOf, positionOfCursor, type TrailPosition } from './trail-position.ts';

/** A page of a trail. Without `cursor` it is the last. */
export type TrailPage = { readonly entries: readonly TrailLine[]; readonly cursor?: string };

/** The readers' side of the trail. */
export interface Trail {
  /** Newest first. @throws AppError 400 for a cursor that no page gave */
  list(accountId: string, page: { readonly limit: number; readonly cursor?: string }): Promise<TrailPage>;
}

/**
 * `waiting`: lines that are not chained yet are read too; without it a page is up to a minute behind. `names`: ids are replaced by the names
 * that are kept; without it they stay ids.
 */
type Sight = { readonly waiting: boolean; readonly names: boolean };

/** A line that was read, and the position behind it. */
type Read = { readonly line: Raw; readonly position: TrailPosition };

/** The trail over the table: lines that wait, the chain, and behind it the lines of before the chain. */
export const trailOver = (table: Table, sight: Sight): Trail => ({
  async list(accountId, { limit, cursor }) {
    const from = cursor === undefined ? null : positionOfCursor(cursor);
    const read = await readFrom(table, accountId, { from, count: limit + 1, sight });
    const page = read.slice(0, limit);
    const last = read.length > limit ? page.at(-1) : undefined;
    const lines = page.map(({ line }) => line);
    const entries = sight.names ? await named(table, accountId, lines) : lines.map(unnamed);
    return { entries, ...(last && { cursor: cursorOf(last.position) }) };
  },
});

type Wanted = { readonly from: TrailPosition | null; readonly count: number; readonly sight: Sight };

/** In two rounds of reads at the most: the waiting lines before the chain, so that one on its way between both is seen. */
async function readFrom(table: Table, accountId: string, { from, count, sight }: Wanted): Promise<Read[]> {
  const isRecent = sight.waiting && (from === null || from.in === 'box');
  const recent = isRecent ? await beforeChain(table, accountId, from) : null;
  const chainBefore = from?.in === 'chain' ? from.before : (recent?.head ?? Number.POSITIVE_INFINITY) + 1;
  const oldBefore = from?.in === 'old' ? from.before : undefined;
  const [late, chain, old] = await Promise.all([
    recent ? take(table, { pk: trailPartition(accountId), from: trailLineSk(recent.head + 1) }) : [],
    from?.in === 'old' ? [] : readChain(table, accountId, { before: chainBefore, count }),
    readOld(table, accountId, { before: oldBefore, count }),
  ]);
  const chained = new Set(chain.map(({ line }) => line.id));
  const lines = recent ? recentLines(recent, late, from).filter(({ line }) => !chained.has(line.id)) : [];
  return [...lines, ...chain, ...old].slice(0, count);
}

type Recent = { readonly head: number; readonly waiting: readonly AuditEntry[] };

/** The lines that wait, and the chain's end when the first page was read. */
async function beforeChain(table: Table, accountId: string, from: TrailPosition | null): Promise<Recent> {
  const known = from?.in === 'box' ? from.head : undefined;
  const [head, waiting] = await Promise.all([known ?? headOf(table, accountId), waitingLines(table, accountId)]);
  return { head, waiting };
}

/**
 * Lines that wait, with those that were chained after the chain's end was read, so that a line on its way is seen once. Their order is that of
 * their times.
 */
function recentLines({ head, waiting }: Recent, late: readonly Item[], from: TrailPosition | null): Read[] {
  const chained = late.map(chainedLine).map(rawOfChained);
  const ids = new Set(chained.map(({ id }) => id));
  return [...chained, ...waiting.filter(({ id }) => !ids.has(id)).map(rawOfWaiting)]
    .map((line) => ({ line, place: `${line.at}#${line.id}` }))
    .filter(({ place }) => from?.in !== 'box' || place < from.before)
    .sort((a, b) => (a.place < b.place ? 1 : -1))
    .map(({ line, place }) => ({ line, position: { in: 'box', head, before: place } as const }));
}

async function headOf(table: Table, accountId: string): Promise<number> {
  const [last] = await take(table, { pk: trailPartition(accountId), descending: true }, 1);
  return last ? chainedLine(last).seq : 0;
}

type Part<Before> = { readonly before: Before; readonly count: number };

async function readChain(table: Table, accountId: string, { before, count }: Part<number>): Promise<Read[]> {
  const to = Number.isFinite(before) ? { to: trailLineSk(before) } : {};
  const items = await take(table, { pk: trailPartition(accountId), descending: true, ...to }, count);
  return items.map(chainedLine).map((line) => ({
    line: rawOfChained(line),
    position: { in: 'chain', before: line.seq },
  }));
}

async function readOld(table: Table, accountId: string, { before, count }: Part<string | undefined>): Promise<Read[]> {
  const to = before === undefined ? {} : { to: before };
  const items = await take(table, { pk: auditPartition(accountId), descending: true, ...to }, count);
  return items.map((item) => ({ line: oldLine(item), position: { in: 'old', before: item.sk } }));
}

const maxAtOnce = 1_000;

/** The first items of a range, strongly consistent. */
async function take(
  table: Table,
  query: Pick<Query, 'pk' | 'from' | 'to' | 'descending'>,
  count = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(maxAtOnce, count - items.length);
    const page = await table.query({ ...query, limit, cursor, consistent: true });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && items.length < count);
  return items;
}
