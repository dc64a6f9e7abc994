import { kindOfAction, type TimelineKind, type TimelineLine } from '../../domain/console/timeline.ts';
import { invalid } from '../../errors.ts';
import type { EventLine } from '../billing/event-lines.ts';
import type { Table } from '../table/table.ts';
import { named, type Raw } from '../trail/raw-lines.ts';
import { waitingLines } from '../trail/trail-box.ts';
import { eventLinesWithState, eventSource } from './event-source.ts';
import { mailSource } from './mail-source.ts';
import { servedSource } from './served-source.ts';
import {
  chainSource,
  type Drawn,
  oldSource,
  readOut,
  recentSource,
  refusalSource,
  type Source,
  type TimelinePosition,
  type TimelineWanted,
} from './timeline-sources.ts';

/** The page of a timeline that is asked for. */
export type TimelineQuery = {
  readonly kinds: readonly TimelineKind[];
  /** Lines of before this time, ISO-8601 UTC; for emails and refusals alone. */
  readonly until?: string | undefined;
  readonly cursor?: string | undefined;
  /** The time of the request: served requests have a line for each UTC day that has ended. */
  readonly now: Date;
};

/** A page of a timeline. Without `cursor` it is the last. */
export type TimelinePage = { readonly lines: readonly TimelineLine[]; readonly cursor?: string };

/** Timelines of organizations: what was done, decided, accepted, mailed, told by Stripe, served and refused. */
export interface Timeline {
  /** Newest first, 50 lines at the most, in three round trips. A page of some kinds may have fewer. @throws AppError 400 */
  page(accountId: string, query: TimelineQuery): Promise<TimelinePage>;
}

const pageSize = 50;
/** Lines of other kinds are read and left out. */
const sparse = 200;
const ofTrail: readonly TimelineKind[] = ['activity', 'decision', 'licence'];

/**
 * Timelines over the table. Lines that wait are read before the chain, so that one on its way between both is seen. One that is
 * in both is shown once. Names come last.
 */
export const timelineOver = (table: Table): Timeline => ({
  async page(accountId, { kinds, until, cursor, now }) {
    const from = cursor === undefined ? beginningAt(until) : positionIn(cursor);
    const wantsTrail = kinds.some((kind) => ofTrail.includes(kind));
    const count = ofTrail.every((kind) => kinds.includes(kind)) ? pageSize + 1 : sparse;
    const wanted: TimelineWanted = { accountId, from, count, kinds };
    const [waiting, mails, events, served, refusals] = await Promise.all([
      wantsTrail && from.box !== readOut ? waitingLines(table, accountId) : [],
      mailSource(table, wanted),
      eventSource(table, wanted),
      servedSource(table, wanted, now),
      refusalSource(table, wanted),
    ]);
    const trail = wantsTrail ? await trailSources(table, wanted, waiting) : { sources: [], head: 0 };
    const merged = merge([...trail.sources, mails, events, served, refusals], kinds);
    const lines = await withNames(table, accountId, merged.drawn);
    if (merged.isLast) return { lines };
    const behind = { ...from, ...merged.behind, head: trail.head, ...(merged.isBoxDone && { box: readOut }) };
    return { lines, cursor: cursorOf(behind) };
  },
});

/** Nothing was read yet; with a time, sources in the order of time begin before it. */
const beginningAt = (until: string | undefined): TimelinePosition =>
  until === undefined ? {} : { mails: until, refusals: [until, 0] };

async function trailSources(table: Table, wanted: TimelineWanted, waiting: Awaited<ReturnType<typeof waitingLines>>) {
  const [chain, old, recent] = await Promise.all([
    chainSource(table, wanted),
    oldSource(table, wanted),
    recentSource(table, wanted, waiting),
  ]);
  const ids = new Set(chain.lines.flatMap(({ drawn }) => ('raw' in drawn ? drawn.raw.id : [])));
  const lines = recent.lines.filter(({ drawn }) => !('raw' in drawn && ids.has(drawn.raw.id)));
  return { sources: [{ lines, more: false }, chain, old], head: chain.head };
}

/** Takes the newest line of all sources, over and over. It stops where one ends that has more behind, since that may be newer. */
function merge(sources: readonly Source[], kinds: readonly TimelineKind[]) {
  const next = sources.map(() => 0);
  const drawn: Drawn[] = [];
  let behind: Partial<TimelinePosition> = {};
  for (;;) {
    const foremost = sources.map(({ lines }, i) => lines[next[i] ?? 0]);
    const isCut = sources.some(({ more }, i) => more && foremost[i] === undefined);
    const [newest] = foremost
      .flatMap((head, i) => (head ? [{ head, i }] : []))
      .toSorted((a, b) => b.head.drawn.at.localeCompare(a.head.drawn.at));
    if (!newest || isCut || drawn.length === pageSize) {
      const isBoxDone = foremost[0] === undefined;
      return { drawn, behind, isLast: !newest && !isCut, isBoxDone };
    }
    next[newest.i] = (next[newest.i] ?? 0) + 1;
    behind = { ...behind, ...newest.head.behind };
    if (kinds.includes(newest.head.drawn.kind)) drawn.push(newest.head.drawn);
  }
}

async function withNames(table: Table, accountId: string, drawn: readonly Drawn[]): Promise<TimelineLine[]> {
  const raws = drawn.flatMap((each) => ('raw' in each ? [each.raw] : []));
  const events = drawn.flatMap((each) => ('event' in each ? [each.event] : []));
  const [withName, withState] = await Promise.all([named(table, accountId, raws), eventLinesWithState(table, events)]);
  const lines = new Map<Raw | EventLine, TimelineLine>();
  for (const [i, line] of withState.entries()) {
    const event = events[i];
    if (event) lines.set(event, line);
  }
  for (const [i, { at, id, action, actor, detail }] of withName.entries()) {
    const raw = raws[i];
    if (raw) lines.set(raw, { at, id, action, actor, detail, kind: kindOfAction(action, raw.byOperator === true) });
  }
  return drawn.flatMap((each) => {
    if ('line' in each) return [each.line];
    return lines.get('raw' in each ? each.raw : each.event) ?? [];
  });
}

const cursorOf = (position: TimelinePosition): string => Buffer.from(JSON.stringify(position)).toString('base64url');

const isText = (value: unknown): boolean => value === undefined || (typeof value === 'string' && value.length < 200);
const isCount = (value: unknown): boolean => value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0);

/** @throws AppError 400 for a cursor that no page gave */
function positionIn(cursor: string): TimelinePosition {
  try {
    const { head, box, chain, old, mails, events, served, refusals } = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    const [sk, row] = refusals ?? [];
    if ([box, old, mails, events, served, sk].every(isText) && [head, chain, row].every(isCount))
      return JSON.parse(JSON.stringify({ head, box, chain, old, mails, events, served, refusals }));
  } catch {}
  throw invalid([
    { field: 'cursor', message: 'is not a cursor of this list: leave it out to start from the first page' },
  ]);
}
