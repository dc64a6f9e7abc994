import type { SegmentEntry } from '../../domain/usage/segment.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Counters } from '../../storage/usage/counters.ts';
import type { Segments } from '../../storage/usage/segments.ts';
import { type CallsUnderWay, callsUnderWay, type Metered } from './calls-under-way.ts';
import { type InstanceSigner, instanceSigner } from './instance-signer.ts';
import type { LedgerStores } from './ledger-port.ts';
import { isShareUsedUp, type MeteredQuota, mayComeBackOf, mayTakeOf, provide, reserveOf } from './metered-quota.ts';
import { createQuotaLeases, type QuotaLeases } from './quota-leases.ts';
import { type Registration, registrationOf } from './registration.ts';
import type { TakeOutcome } from './take-lease.ts';
import { createUsageLog, type UsageLog } from './usage-log.ts';

/** A call to be counted: the quota that pays for it, and its row of the segment. */
export type CountedCall = { readonly quota: MeteredQuota } & Pick<SegmentEntry, 'keyId' | 'datasetId' | 'day'>;

/** `ready`: a reservation may succeed now. `unavailable`: the call cannot be counted at the moment. */
export type Prepared = 'ready' | 'exhausted' | 'stale' | 'unavailable';

/** Units and segments of one process. */
export interface Meter {
  /** Reserves `most` units, or fewer if `least` are held, without any I/O. Null: call `prepare` first. */
  reserve(call: CountedCall, units: { readonly most: number; readonly least: number }): Metered | null;
  /** Whether used-up units may come back before the period ends, as far as is known. */
  mayComeBack(quota: MeteredQuota): boolean;
  /** Whether the share of the caller's app is used up, as far as is known. */
  isShareUsedUp(quota: MeteredQuota): boolean;
  /** Whether `prepare` would take units for this reservation, as far as is known. */
  mayTake(quota: MeteredQuota, units: number): boolean;
  /**
   * Does everything that is needed to reserve `units`: writes an overdue segment, reads the counter, registers the instance, takes a lease.
   * @throws StorageUnavailable
   */
  prepare(quota: MeteredQuota, units: number): Promise<Prepared>;
  /**
   * Writes the segment if it is due, and takes ahead.
   * @throws StorageUnavailable; the next call repeats the work
   */
  afterAnswer(): Promise<void>;
  /**
   * Reports the served units now, unless that happened often lately.
   * @throws StorageUnavailable
   */
  report(): Promise<void>;
  /** The state of a session with unreported units; null: all is reported. */
  unreported(): Unreported | null;
  /**
   * Reports all served units, for a caller that asked for the instance of this id. False: this is another instance.
   * @throws StorageUnavailable
   */
  reportOf(instanceId: string): Promise<boolean>;
  /**
   * Stops, waits for the calls under way, and ends the usage log.
   * @throws StorageUnavailable; then the daily sweep ends the log
   */
  close(): Promise<void>;
}

/** `reportedAt`: when the last report was made, epoch milliseconds; -Infinity: never. */
export type Unreported = { readonly instanceId: string; readonly reportedAt: number };

/** The stores and clock of a meter. */
export type MeterDeps = {
  readonly counters: Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;
  readonly segments: Pick<Segments, 'register' | 'put' | 'isThere'>;
  /** Absent: no ledger is kept. */
  readonly ledger?: LedgerStores | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Eight random base-62 characters. */
  readonly newInstanceId: () => string;
};

/** One instance id with its usage log and leases. A process whose usage log was fenced begins another session. */
type MeterSession = {
  readonly instanceId: string;
  readonly registration: Registration;
  readonly usageLog: UsageLog;
  readonly leases: QuotaLeases;
  readonly signer: InstanceSigner | undefined;
};

const maxTries = 4;

/** The meter of one process: units that may be served, and units that were. */
export function createMeter(deps: MeterDeps): Meter {
  let session: MeterSession | undefined;
  const calls = callsUnderWay();

  /** The session that may admit and take, once its overdue reports are acknowledged; undefined: they are not. */
  async function readySession(): Promise<MeterSession | undefined> {
    if (session?.usageLog.isFenced() || session?.registration.isRefused()) session = undefined;
    session ??= begin(deps, calls);
    const current = session;
    if (current.usageLog.isFresh()) return current;
    await current.usageLog.renew();
    return current.usageLog.isFresh() ? current : undefined;
  }

  return {
    reserve({ quota, ...row }, { most, least }) {
      if (!session?.usageLog.isFresh() || calls.isClosed()) return null;
      const reserved = reserveOf(session, quota, { most, least });
      const { accountId, periodStart } = quota;
      return reserved && calls.began(reserved, session.usageLog, { ...row, accountId, periodStart });
    },
    mayTake: (quota, units) => mayTakeOf(session?.leases, quota, units),
    mayComeBack: (quota) => mayComeBackOf(session?.leases, quota),
    isShareUsedUp: (quota) => isShareUsedUp(session?.leases, quota),
    prepare: (quota, units) =>
      repeated(
        () => !calls.isClosed(),
        async () => {
          const current = await readySession();
          const outcome = current && (await provide(current, quota, units));
          if (outcome === 'fenced' && session === current) session = undefined;
          return preparedBy(outcome);
        },
      ),
    async afterAnswer() {
      const current = session;
      if (!current || calls.isClosed()) return;
      if (current.usageLog.isDue()) await current.usageLog.flush();
      if (current.usageLog.isFresh()) await current.leases.takeAhead();
      await current.signer?.certified();
    },
    report: async () => (session?.usageLog.hasSpare() && !calls.isClosed() ? session.usageLog.flush() : undefined),
    unreported: () => unreportedIn(session),
    reportOf: (instanceId) => reportOf(session, instanceId),
    async close() {
      await calls.close();
      if (session?.registration.isDone()) await session.usageLog.close(session.leases.consumed);
    },
  };
}

/**
 * Repeats a step until it answers, a few times at most, while `goOn` says yes.
 * @throws StorageUnavailable if no step answered
 */
async function repeated(goOn: () => boolean, step: () => Promise<Prepared | undefined>): Promise<Prepared> {
  let failure: StorageUnavailable | undefined;
  for (let left = maxTries; left > 0 && goOn(); left--) {
    try {
      const prepared = await step();
      if (prepared) return prepared;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      failure = error;
    }
  }
  if (failure) throw failure;
  return 'unavailable';
}

function unreportedIn(session: MeterSession | undefined): Unreported | null {
  const reportedAt = session?.usageLog.unreportedSince() ?? null;
  return session && reportedAt !== null ? { instanceId: session.instanceId, reportedAt } : null;
}

async function reportOf(session: MeterSession | undefined, instanceId: string): Promise<boolean> {
  if (session && session.usageLog.unreportedSince() !== null) await session.usageLog.flush();
  return session?.instanceId === instanceId;
}

function begin(deps: MeterDeps, calls: CallsUnderWay): MeterSession {
  const { segments, counters, now, newInstanceId, ledger: stores } = deps;
  const instanceId = newInstanceId();
  const at = now();
  const registration = registrationOf({ instanceId, at, segments });
  const signer = stores && instanceSigner({ instance: instanceId, certify: stores.certify, now });
  const ledger = signer && { signer, stores };
  const usageLog = createUsageLog({ instanceId, registeredAt: at, segments, now, ledger, underWay: calls.underWay });
  const mayTake = () => !calls.isClosed() && usageLog.isFresh();
  const leases = createQuotaLeases({ instanceId, registration, counters, now, mayTake, progress: usageLog.progress });
  return { instanceId, registration, usageLog, leases, signer };
}

/** Undefined: worth another try. */
function preparedBy(outcome: TakeOutcome | undefined): Prepared | undefined {
  if (outcome === 'taken') return 'ready';
  return outcome === 'exhausted' || outcome === 'stale' ? outcome : undefined;
}
