import type { Consumed, Segment, SegmentEntry } from '../../domain/usage/segment.ts';
import { encodeSegment, type FixedSegment } from '../../domain/usage/segment-codec.ts';
import type { Names } from '../../domain/usage/segment-names.ts';
import type { Served, ServedRecords } from '../../domain/usage/served.ts';
import { flushMs, isWithin, segmentPace } from './pace.ts';
import { pendingEntries } from './pending-entries.ts';
import { type LogProgress, newProgress, nextTelling, noteAcknowledged, noteSent, othersOf } from './progress.ts';
import type { UsageLog, UsageLogDeps } from './usage-log-port.ts';

export type { UsageLog };

/** A unit older than this is reported before another is served. */
const maxPendingMs = 30_000;
/** Half of the silence after which the chain may be sealed (48 h), so that a block is spent only while it is the instance's own. */
const maxSilenceMs = 24 * 3_600_000;
/** A fencer leaves an instance alone that wrote within 20 s: an instance looks before it goes on after as long. */
const maxUnheardMs = 15_000;
/** So many units are worth a write: at the most these, and those of one call, are lost with a process that dies. */
const maxPendingUnits = 10_000;
/** Counters of which one segment says what is gone: some 25 bytes each, 60 at the most, of an item of 400 KB that holds nothing else. */
const maxGone = 5_000;
/** Rows that go with what is gone: together they fit into an item. */
const maxRowsAtEnd = 1_000;

/** Begins a chain. Its segments' bytes are fixed before they are first sent, and the next one is sent once this is acknowledged. */
export const createUsageLog = (deps: UsageLogDeps): UsageLog => new SegmentLog(deps);

/** A segment's facts beside its rows: of the instance's end, or how much may go untold after it, at least. */
type Saying = Pick<Segment, 'leaving' | 'end'> & { readonly level?: number };
type Fixed = {
  readonly segment: FixedSegment;
  readonly served: readonly Served[];
  readonly at: number;
  readonly oldest: number;
  /** All that was counted before lies in it and those before. */
  readonly isCut: boolean;
};

class SegmentLog implements UsageLog {
  readonly #deps: UsageLogDeps;
  readonly #pending = pendingEntries();
  /** Sent, or about to be, and not acknowledged. */
  #fixed: Fixed | undefined;
  #last: { readonly number: number; readonly hash: string; readonly at: number; readonly names: Names | null };
  #isSealed = false;
  readonly #pace = segmentPace();
  #sending: Promise<void> | undefined;
  /** When whoever said last that the chain goes on was asked. */
  #heardAt: number;
  readonly progress: LogProgress = newProgress();

  constructor(deps: UsageLogDeps) {
    this.#deps = deps;
    this.#heardAt = deps.registeredAt;
    this.#last = { number: 0, hash: '', at: deps.registeredAt, names: null };
  }

  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void {
    this.progress.calls += 1;
    if (!this.#isSealed) this.#pending.add(entry, this.#deps.now(), served);
  }

  isFresh(): boolean {
    const time = this.#deps.now();
    const oldest = this.#oldest();
    const isReported = oldest === never || isWithin(time - oldest, maxPendingMs);
    const isHeard = isWithin(time - this.#heardAt, maxUnheardMs);
    return !this.#isSealed && isReported && isWithin(time - this.#last.at, maxSilenceMs) && isHeard;
  }

  async renew(): Promise<void> {
    const time = this.#deps.now();
    const isOverdue = this.#fixed || this.#oldest() !== never || !isWithin(time - this.#last.at, maxSilenceMs);
    if (isOverdue) return this.flush();
    const { number } = this.#last;
    const isEnded = await this.#deps.segments.isThere(this.#deps.instanceId, number + 1);
    if (number !== this.#last.number || this.#fixed) return;
    if (isEnded) this.#isSealed = true;
    else this.#heardAt = time;
  }

  untoldSince(): number | null {
    return this.#isSealed || this.#oldest() === never ? null : this.#pace.lastFixedAt();
  }

  isDue(): boolean {
    const oldest = this.#oldest();
    if (this.#isSealed || oldest === never) return false;
    const time = this.#deps.now();
    const isMuch = this.#pending.isFull() || this.#pending.units() >= maxPendingUnits;
    return (
      isMuch ||
      this.progress.isPressed ||
      this.progress.isUrgent ||
      (this.#deps.underWay() === 0 && this.hasSpare()) ||
      !isWithin(time - oldest, flushMs)
    );
  }

  hasSpare(): boolean {
    return this.#pace.hasSpare(this.#deps.now(), othersOf(this.progress)) && this.#oldest() !== never;
  }

  async flush(level = 0): Promise<void> {
    if (!this.#isSealed) await this.#send({ level });
  }

  async close(gone: () => readonly Consumed[]): Promise<void> {
    await this.#sending?.catch(() => {});
    while (this.#owes() && !this.#isSealed) await this.#send();
    const all = gone();
    const last = Math.max(0, Math.ceil(all.length / maxGone) - 1);
    for (let part = 0; part <= last && !this.#isSealed; part++) {
      const stated = all.slice(part * maxGone, (part + 1) * maxGone);
      await this.#send(part < last ? { leaving: stated } : { end: { by: 'instance', gone: stated } });
    }
  }

  isSealed(): boolean {
    return this.#isSealed;
  }

  #oldest(): number {
    return Math.min(this.#fixed?.oldest ?? never, this.#pending.oldest() ?? never);
  }

  /** Whether rows are left that do not go with the last segment. */
  #owes(): boolean {
    return this.#fixed !== undefined || this.#pending.size() > maxRowsAtEnd;
  }

  #send(saying: Saying = {}): Promise<void> {
    this.#sending ??= this.#put(saying).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #put(saying: Saying): Promise<void> {
    this.#fixed ??= this.#fix(saying);
    const sentAt = this.#deps.now();
    const { segment, served, at, isCut } = this.#fixed;
    const answer = await this.#deps.segments.put(segment, served);
    this.#fixed = undefined;
    this.#isSealed = answer === 'sealed';
    if (answer === 'sealed') return;
    const { hash, names } = segment;
    this.#last = { number: segment.segment.number, hash, at, names };
    this.#heardAt = sentAt;
    noteAcknowledged(this.progress, isCut);
  }

  #fix({ level = 0, ...ending }: Saying): Fixed {
    const at = this.#deps.now();
    const oldest = this.#pending.oldest() ?? never;
    const { number, hash, names } = this.#last;
    const { entries, served } = this.#pending.cut();
    const isCut = this.#pending.oldest() === undefined;
    const next = {
      instanceId: this.#deps.instanceId,
      number: number + 1,
      at: new Date(at).toISOString(),
      previousHash: hash,
      entries,
      ...this.#tell({ ...ending, level }, isCut),
    };
    this.#pace.fixed(at);
    return { segment: encodeSegment(next, names), served, at, oldest, isCut };
  }

  #tell({ level = 0, ...ending }: Saying, isCut: boolean): Pick<Segment, 'telling' | 'leaving' | 'end'> {
    const { now, underWay } = this.#deps;
    const isExact = isCut && underWay() === 0;
    const isSpare = this.#pace.hasSpare(now(), othersOf(this.progress));
    const fixing = { isExact, isSpare, least: level, sinceMs: this.#pace.sinceMs(now()) };
    const telling = ending.end || ending.leaving ? undefined : nextTelling(this.progress, fixing);
    noteSent(this.progress, { number: this.#last.number + 1, telling, isCut });
    return { ...(telling && { telling }), ...ending };
  }
}

/** The time of what is not there. */
const never = Number.POSITIVE_INFINITY;
