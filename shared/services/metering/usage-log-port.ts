import type { LedgerCall } from '../../domain/evidence/entry.ts';
import type { Consumed, SegmentEntry } from '../../domain/usage/segment.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import type { Segments } from '../../storage/usage/segments.ts';
import type { InstanceSigner } from './instance-signer.ts';
import type { LedgerStores, Noted } from './ledger-port.ts';
import type { LogProgress } from './progress.ts';

/** The instance, stores and clock of a usage log. */
export type UsageLogDeps = {
  readonly instanceId: string;
  /** When the registration was sent, epoch milliseconds. */
  readonly registeredAt: number;
  readonly segments: Pick<Segments, 'put' | 'isThere'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Absent: no ledger is kept. */
  readonly ledger?: { readonly signer: InstanceSigner; readonly stores: Pick<LedgerStores, 'putDetail'> } | undefined;
  /** How many calls hold reserved units. */
  readonly underWay: () => number;
};

/** The usage log of one instance: its segments in order (rules 8 to 11 of docs/admission-protocol.md). */
export interface UsageLog {
  /** How far it has reported, for the leases. */
  readonly progress: LogProgress;
  /** Counts an ended call, with the records that it is charged for if repeats of them are credited. */
  count(entry: Omit<SegmentEntry, 'calls'>, served?: ServedRecords): void;
  /**
   * Enters a served call into the ledger, with the ids of its records. Its place is that of the next segment. Null: no ledger is kept, or
   * the log has ended.
   */
  record(call: LedgerCall, ids?: readonly string[]): Noted | null;
  /**
   * Whether the instance may admit calls and take leases: everything older is acknowledged, and nobody had ended the log a moment ago. If
   * not, call `renew` first.
   */
  isFresh(): boolean;
  /**
   * Writes overdue segments, or looks whether the log goes on.
   * @throws StorageUnavailable
   */
  renew(): Promise<void>;
  /**
   * When the last segment was fixed, epoch milliseconds (-Infinity: never), if no acknowledged segment has all counted calls. Null: all is
   * reported.
   */
  unreportedSince(): number | null;
  /** Whether a segment is due: about every 10 s, and immediately if calls are few. */
  isDue(): boolean;
  /** Whether something is pending that may be written now. */
  hasSpare(): boolean;
  /**
   * Sends the fixed segment if it is not acknowledged, else fixes and sends the pending calls, if any. One flush at a time; later callers
   * wait for it. `level`: the lowest that it may pledge.
   * @throws StorageUnavailable; the next flush sends the same bytes
   */
  flush(level?: number): Promise<void>;
  /**
   * Writes the pending calls, and then the consumed units in as many segments as needed. The last one ends the log. `consumed` is asked
   * once, when nothing else is left to write.
   */
  close(consumed: () => readonly Consumed[]): Promise<void>;
  /** Whether a job has ended the log. Then nothing unacknowledged will be billed. */
  isFenced(): boolean;
}
