import type { LedgerCall } from '../../domain/evidence/entry.ts';
import type { Consumed, Segment, SegmentEntry } from '../../domain/usage/segment.ts';
import { encodeSegment, type FixedSegment } from '../../domain/usage/segment-codec.ts';
import type { Names } from '../../domain/usage/segment-names.ts';
import type { Served, ServedRecords } from '../../domain/usage/served.ts';
import type { Noted } from './ledger-port.ts';
import { flushMs, isWithin, segmentPace } from './pace.ts';
import { noTime, pendingCalls } from './pending-calls.ts';
import { type LogProgress, newProgress, nextPledge, noteAcknowledged, noteSent, othersOf } from './progress.ts';
import type { FixedDetail } from './segment-detail.ts';
import type { UsageLog, UsageLogDeps } from './usage-log-port.ts';

export type { UsageLog };

/** An instance reports units of this age before it serves another. */
const maxPendingMs = 30_000;
/** Half of the silence after which the log may be fenced (48 h), so that an instance spends a lease only while it owns it. */
const maxSilenceMs = 24 * 3_600_000;
/** A job fences an instance after 20 s of silence. The instance looks at its log earlier than that before it goes on. */
const maxUnheardMs = 15_000;
/** Units that are worth a write. A process that dies loses at most these, and those of one call. */
const maxPendingUnits = 10_000;
/** Counters in one segment that states consumed units: some 25 bytes each, 60 at most, in an item of 400 KB. */
const maxConsumed = 5_000;
/** Rows that share a segment with consumed units: both fit into one item. */
const maxRowsAtEnd = 1_000;

/** Begins a usage log. A segment's bytes are fixed before they are first sent, and the next one waits for its acknowledgement. */
export const createUsageLog = (deps: UsageLogDeps): UsageLog => new SegmentLog(deps);

/** A segment's facts beside its rows: the instance's end, or the lowest level to pledge. */
type Facts = Pick<Segment, 'leaving' | 'end'> & { readonly level?: number };
type Fixed = {
  readonly segment: FixedSegment;
  readonly served: readonly Served[];
  readonly detail: FixedDetail | null;
  readonly at: number;
  readonly oldest: number;
  /** All calls counted before lie in it and in earlier segments. */
  readonly isCut: boolean;
};

class SegmentLog implements UsageLog {
  readonly #deps: UsageLogDeps;
  readonly #pending: ReturnType<typeof pendingCalls>;
  /** Sent, or about to be, and not acknowledged. */
  #fixed: Fixed | undefined;
  #last: { readonly number: number; readonly hash: string; readonly at: number; readonly names: Names | null };
  #isFenced = false;
  readonly #pace = segmentPace();
  #sending: Promise<void> | undefined;
  /** When the latest news that the log goes on was asked for. */
  #heardAt: number;
  readonly progress: LogProgress = newProgress();

  constructor(deps: UsageLogDeps) {
    this.#deps = deps;
    this.#pending = pendingCalls(deps.instanceId);
    this.#heardAt = deps.registeredAt;
    this.#last = { number: 0, hash: '', at: deps.registeredAt, names: null };
  }

  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void {
    this.progress.calls += 1;
    if (!this.#isFenced) this.#pending.count(entry, this.#deps.now(), served);
  }

  record(call: LedgerCall, ids?: readonly string[]): Noted | null {
    const { ledger, now } = this.#deps;
    if (this.#isFenced || !ledger) return null;
    return ledger.signer.noted(this.#pending.record(call, { segment: this.progress.fixed + 1, at: now(), ids }));
  }

  isFresh(): boolean {
    const time = this.#deps.now();
    const oldest = this.#oldest();
    const isReported = oldest === noTime || isWithin(time - oldest, maxPendingMs);
    const isHeard = isWithin(time - this.#heardAt, maxUnheardMs);
    return !this.#isFenced && isReported && isWithin(time - this.#last.at, maxSilenceMs) && isHeard;
  }

  async renew(): Promise<void> {
    const time = this.#deps.now();
    const isOverdue = this.#fixed || this.#oldest() !== noTime || !isWithin(time - this.#last.at, maxSilenceMs);
    if (isOverdue) return this.flush();
    const { number } = this.#last;
    const isEnded = await this.#deps.segments.isThere(this.#deps.instanceId, number + 1);
    if (number !== this.#last.number || this.#fixed) return;
    if (isEnded) this.#isFenced = true;
    else this.#heardAt = time;
  }

  unreportedSince(): number | null {
    return this.#isFenced || this.#oldest() === noTime ? null : this.#pace.lastFixedAt();
  }

  isDue(): boolean {
    const oldest = this.#oldest();
    if (this.#isFenced || oldest === noTime) return false;
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
    return this.#pace.hasSpare(this.#deps.now(), othersOf(this.progress)) && this.#oldest() !== noTime;
  }

  async flush(level = 0): Promise<void> {
    if (!this.#isFenced) await this.#send({ level });
  }

  async close(consumed: () => readonly Consumed[]): Promise<void> {
    await this.#sending?.catch(() => {});
    while (this.#owes() && !this.#isFenced) await this.#send();
    const all = consumed();
    const last = Math.max(0, Math.ceil(all.length / maxConsumed) - 1);
    for (let part = 0; part <= last && !this.#isFenced; part++) {
      const stated = all.slice(part * maxConsumed, (part + 1) * maxConsumed);
      await this.#send(part < last ? { leaving: stated } : { end: { by: 'instance', consumed: stated } });
    }
  }

  isFenced(): boolean {
    return this.#isFenced;
  }

  #oldest(): number {
    return Math.min(this.#fixed?.oldest ?? noTime, this.#pending.oldest());
  }

  /** Whether rows are left that do not fit into the last segment. */
  #owes(): boolean {
    return this.#fixed !== undefined || this.#pending.size() > maxRowsAtEnd;
  }

  #send(facts: Facts = {}): Promise<void> {
    this.#sending ??= this.#put(facts).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #put(facts: Facts): Promise<void> {
    this.#fixed ??= this.#fix(facts);
    const sentAt = this.#deps.now();
    const { segment, served, detail, at, isCut } = this.#fixed;
    const { instanceId, number } = segment.segment;
    if (detail?.ledger.where === 'object') await this.#deps.ledger?.stores.putDetail(instanceId, number, detail.bytes);
    const answer = await this.#deps.segments.put(
      segment,
      served,
      detail?.ledger.where === 'item' ? detail.bytes : undefined,
    );
    this.#fixed = undefined;
    this.#isFenced = answer === 'fenced';
    if (answer === 'fenced') return;
    const { hash, names } = segment;
    this.#last = { number, hash, at, names };
    this.#heardAt = sentAt;
    noteAcknowledged(this.progress, isCut);
  }

  #fix({ level = 0, ...ending }: Facts): Fixed {
    const at = this.#deps.now();
    const oldest = this.#pending.oldest();
    const { number, hash, names } = this.#last;
    const { entries, served, detail } = this.#pending.cut(number + 1);
    const isCut = !this.#pending.hasRows();
    const next = {
      instanceId: this.#deps.instanceId,
      number: number + 1,
      at: new Date(at).toISOString(),
      previousHash: hash,
      entries,
      ...(detail && { ledger: detail.ledger }),
      ...this.#pledgeFor({ ...ending, level }, isCut),
    };
    this.#pace.fixed(at);
    return { segment: encodeSegment(next, names), served, detail, at, oldest, isCut };
  }

  #pledgeFor({ level = 0, ...ending }: Facts, isCut: boolean): Pick<Segment, 'pledge' | 'leaving' | 'end'> {
    const { now, underWay } = this.#deps;
    const isExact = isCut && underWay() === 0;
    const isSpare = this.#pace.hasSpare(now(), othersOf(this.progress));
    const fixing = { isExact, isSpare, least: level, sinceMs: this.#pace.sinceMs(now()) };
    const pledge = ending.end || ending.leaving ? undefined : nextPledge(this.progress, fixing);
    noteSent(this.progress, { number: this.#last.number + 1, pledge, isCut });
    return { ...(pledge && { pledge }), ...ending };
  }
}
