import type { Gone, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import { encodeSegment, type FixedSegment } from '../../shared/domain/usage/segment-codec.ts';
import type { Names } from '../../shared/domain/usage/segment-names.ts';
import type { Served, ServedRecords } from '../../shared/domain/usage/served.ts';
import type { Segments } from '../../shared/storage/segments.ts';
import { pendingEntries } from './pending-entries.ts';

type ChainDeps = {
  readonly environmentId: string;
  /** When the environment was registered, epoch milliseconds, read before that was sent. */
  readonly registeredAt: number;
  readonly segments: Pick<Segments, 'put'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** The chain of segments of one environment (rules 8 to 11 of the protocol). */
export interface Chain {
  /** Counts a call that has ended; with the records that it is charged for, where repeats of them are credited. */
  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void;
  /** Whether calls may be admitted and blocks taken: everything older is acknowledged. Otherwise `flush` first. */
  isFresh(): boolean;
  /** Whether it is time to write: about every 10 s, and at once where calls are few. */
  isDue(): boolean;
  /** Whether something is pending that may be written at once. */
  hasSpare(): boolean;
  /**
   * Sends what is fixed and not acknowledged yet; else fixes what is pending, or nothing where nothing is, and sends that. One at a
   * time: whoever comes meanwhile waits for that one. Throws StorageUnavailable: the next one sends the same bytes again.
   */
  flush(): Promise<void>;
  /** Writes what is left and then the last segment, with what cannot be given back. `gone` is asked when its bytes are fixed. */
  close(gone: () => readonly Gone[]): Promise<void>;
  /** Somebody else has ended the chain: nothing that was not acknowledged will be billed. */
  isSealed(): boolean;
}

/** A unit older than this is reported before another is served. */
const mostPendingMs = 30_000;
/** Half of the silence after which the chain may be sealed (48 h), so that a block is spent only while it is the environment's own. */
const mostSilenceMs = 24 * 3_600_000;
const flushMs = 10_000;
/** So many units are worth a write: at the most these, and those of one call, are lost with a process that dies. */
const mostPendingUnits = 10_000;
/**
 * Segments that may be written at once after a time without calls: nobody knows whether another call comes that would report this one, and
 * a frozen environment reports nothing. Each is won back by `flushMs`, so that in the long run there is one in that time at most.
 */
const mostSpare = 4;
/** Not closer together, so that many environments that begin at once do not all write several. */
const spareApartMs = 1_000;

/** Begins a chain. Its segments' bytes are fixed before they are first sent, and the next one is sent once this is acknowledged. */
export const chainOf = (deps: ChainDeps): Chain => new SegmentChain(deps);

type End = { readonly by: 'environment'; readonly gone: readonly Gone[] };
type Fixed = {
  readonly segment: FixedSegment;
  readonly served: readonly Served[];
  readonly at: number;
  readonly oldest: number;
};

class SegmentChain implements Chain {
  readonly #deps: ChainDeps;
  readonly #pending = pendingEntries();
  /** Sent, or about to be, and not acknowledged. */
  #fixed: Fixed | undefined;
  #last: { readonly number: number; readonly hash: string; readonly at: number; readonly names: Names | null };
  #isSealed = false;
  /** When the segments so far would all be won back. */
  #spentUntil = Number.NEGATIVE_INFINITY;
  #fixedAt = Number.NEGATIVE_INFINITY;
  #sending: Promise<void> | undefined;

  constructor(deps: ChainDeps) {
    this.#deps = deps;
    this.#last = { number: 0, hash: '', at: deps.registeredAt, names: null };
  }

  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void {
    if (!this.#isSealed) this.#pending.add(entry, this.#deps.now(), served);
  }

  isFresh(): boolean {
    const time = this.#deps.now();
    const oldest = this.#oldest();
    const isReported = oldest === never || isWithin(time - oldest, mostPendingMs);
    return !this.#isSealed && isReported && isWithin(time - this.#last.at, mostSilenceMs);
  }

  isDue(): boolean {
    const oldest = this.#oldest();
    if (this.#isSealed || oldest === never) return false;
    const time = this.#deps.now();
    const isApart = !isWithin(time - this.#fixedAt, spareApartMs);
    const isMuch = this.#pending.isFull() || this.#pending.units() >= mostPendingUnits;
    return isMuch || (isApart && this.hasSpare()) || !isWithin(time - oldest, flushMs);
  }

  hasSpare(): boolean {
    return this.#spentUntil - this.#deps.now() <= (mostSpare - 1) * flushMs && this.#oldest() !== never;
  }

  async flush(): Promise<void> {
    if (!this.#isSealed) await this.#send();
  }

  async close(gone: () => readonly Gone[]): Promise<void> {
    await this.#sending?.catch(() => {});
    while ((this.#fixed || this.#pending.isFull()) && !this.#isSealed) await this.#send();
    if (!this.#isSealed) await this.#send(() => ({ by: 'environment', gone: gone() }));
  }

  isSealed(): boolean {
    return this.#isSealed;
  }

  #oldest(): number {
    return Math.min(this.#fixed?.oldest ?? never, this.#pending.oldest() ?? never);
  }

  #send(end?: () => End): Promise<void> {
    this.#sending ??= this.#put(end).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #put(end?: () => End): Promise<void> {
    this.#fixed ??= this.#fix(end?.());
    const { segment, served, at } = this.#fixed;
    const answer = await this.#deps.segments.put(segment, served);
    this.#fixed = undefined;
    this.#isSealed = answer === 'sealed';
    const { hash, names } = segment;
    if (answer === 'acknowledged') this.#last = { number: segment.segment.number, hash, at, names };
  }

  #fix(end?: End): Fixed {
    const at = this.#deps.now();
    this.#fixedAt = at;
    this.#spentUntil = Math.max(this.#spentUntil, at) + flushMs;
    const oldest = this.#pending.oldest() ?? never;
    const { number, hash, names } = this.#last;
    const { entries, served } = this.#pending.cut();
    const next = {
      environmentId: this.#deps.environmentId,
      number: number + 1,
      at: new Date(at).toISOString(),
      previousHash: hash,
      entries,
      ...(end && { end }),
    };
    return { segment: encodeSegment(next, names), served, at, oldest };
  }
}

/** The time of what is not there. */
const never = Number.POSITIVE_INFINITY;

/** A negative age is a clock that was set back: nobody knows how old it is. */
const isWithin = (ageMs: number, mostMs: number): boolean => ageMs >= 0 && ageMs <= mostMs;
