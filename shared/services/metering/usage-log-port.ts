import type { Consumed, SegmentEntry } from '../../domain/usage/segment.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import type { Segments } from '../../storage/usage/segments.ts';
import type { LogProgress } from './progress.ts';

export type UsageLogDeps = {
  readonly instanceId: string;
  /** When the instance was registered, epoch milliseconds, read before that was sent. */
  readonly registeredAt: number;
  readonly segments: Pick<Segments, 'put' | 'isThere'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How many calls hold reserved units. */
  readonly underWay: () => number;
};

/** The chain of segments of one instance (rules 8 to 11 of docs/admission-protocol.md). */
export interface UsageLog {
  /** How far it has come, for those who spend. */
  readonly progress: LogProgress;
  /** Counts a call that has ended; with the records that it is charged for, where repeats of them are credited. */
  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void;
  /**
   * Whether calls may be admitted and blocks taken: everything older is acknowledged, and nobody had ended the chain a moment ago.
   * Otherwise `renew` first.
   */
  isFresh(): boolean;
  /** Does what is missing to be fresh: writes what is overdue, or looks whether the chain goes on. Throws StorageUnavailable. */
  renew(): Promise<void>;
  /**
   * Where calls were counted that no acknowledged segment tells of: when the last segment was fixed, epoch milliseconds, -Infinity before the
   * first. Null: all is told.
   */
  untoldSince(): number | null;
  /** Whether it is time to write: about every 10 s, and at once where calls are few. */
  isDue(): boolean;
  /** Whether something is pending that may be written at once. */
  hasSpare(): boolean;
  /**
   * Sends what is fixed and not acknowledged yet; else fixes what is pending, or nothing where nothing is, and sends that. One at a
   * time: whoever comes meanwhile waits for that one. `level`: how much has to be allowed to go untold after it, at least. Throws
   * StorageUnavailable: the next one sends the same bytes again.
   */
  flush(level?: number): Promise<void>;
  /**
   * Writes what is left and then, in as many segments as it takes, what cannot be given back; the last one ends the chain. `gone` is asked
   * once, when nothing else is left to write.
   */
  close(gone: () => readonly Consumed[]): Promise<void>;
  /** Somebody else has ended the chain: nothing that was not acknowledged will be billed. */
  isSealed(): boolean;
}
