import type { SegmentEntry } from '../../domain/usage/segment.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Counters } from '../../storage/usage/counters.ts';
import type { Segments } from '../../storage/usage/segments.ts';
import { type CallsUnderWay, callsUnderWay, type Metered } from './calls-under-way.ts';
import type { Quota } from './leased-units.ts';
import { createQuotaLeases, type QuotaLeases, type Reserved } from './quota-leases.ts';
import { type Registration, registrationOf } from './registration.ts';
import type { TakeOutcome } from './take-lease.ts';
import { createUsageLog, type UsageLog } from './usage-log.ts';

/** `limit` null: there is none, and so no counter. */
export type MeteredQuota = Omit<Quota, 'limit'> & { readonly limit: number | null };

/** A call that is to be counted: out of which quota, and in which row of the segment. */
export type CountedCall = { readonly quota: MeteredQuota } & Pick<SegmentEntry, 'keyId' | 'datasetId' | 'day'>;

/** `ready`: reserving may succeed now. `unavailable`: it cannot be counted at the moment. */
export type Prepared = 'ready' | 'exhausted' | 'stale' | 'unavailable';

export interface Meter {
  /** Reserves `most` units, or fewer if `least` are held; without any I/O. Null: `prepare` first. */
  reserve(call: CountedCall, units: { readonly most: number; readonly least: number }): Metered | null;
  /** Whether units of which none can be had now may come back before the period ends, as far as is known. */
  mayComeBack(quota: MeteredQuota): boolean;
  /** Whether `prepare` would take units so that so many can be reserved, as far as is known. */
  mayTake(quota: MeteredQuota, units: number): boolean;
  /**
   * Does whatever stands between a quota and `units` of it: writes a segment that is overdue, looks at the counter, registers the instance
   * where something is free, takes a block.
   * Throws StorageUnavailable.
   */
  prepare(quota: MeteredQuota, units: number): Promise<Prepared>;
  /** Writes the segment when it is due, and takes ahead. Throws StorageUnavailable: the next time does it. */
  afterAnswer(): Promise<void>;
  /** Reports at once what was served, unless that was done often lately. Throws StorageUnavailable. */
  report(): Promise<void>;
  /** Where something that was served is not reported yet. Null: all is. */
  unreported(): Unreported | null;
  /** Reports all that was served, for somebody who asked for the instance of this id. False: it is another one. Throws StorageUnavailable. */
  reportOf(instanceId: string): Promise<boolean>;
  /** Stops, waits for the calls under way, and ends the chain. Throws StorageUnavailable: the daily walk ends it then. */
  close(): Promise<void>;
}

/** `reportedAt`: when the last report before it was made, epoch milliseconds; -Infinity: none was. */
export type Unreported = { readonly instanceId: string; readonly reportedAt: number };

export type MeterDeps = {
  readonly counters: Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;
  readonly segments: Pick<Segments, 'register' | 'put' | 'isThere'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Eight random base-62 characters. */
  readonly newInstanceId: () => string;
};

/** One instance id with its chain and blocks; a process whose chain was sealed begins another one. */
type MeterSession = {
  readonly instanceId: string;
  readonly registration: Registration;
  readonly chain: UsageLog;
  readonly blocks: QuotaLeases;
};

const maxTries = 4;

/** Units and segments of one process: what may be served, and what was. */
export function createMeter(deps: MeterDeps): Meter {
  let life: MeterSession | undefined;
  const calls = callsUnderWay();

  /** The life that may admit and take, once whatever it owes is acknowledged; undefined: it owes it still. */
  async function standing(): Promise<MeterSession | undefined> {
    if (life?.chain.isSealed() || life?.registration.isRefused()) life = undefined;
    life ??= begin(deps, calls);
    const current = life;
    if (current.chain.isFresh()) return current;
    await current.chain.renew();
    return current.chain.isFresh() ? current : undefined;
  }

  return {
    reserve({ quota, ...row }, { most, least }) {
      if (!life?.chain.isFresh() || calls.isClosed()) return null;
      if (!isLimited(quota) && !life.registration.isDone()) return null;
      const reserved = isLimited(quota) ? life.blocks.reserve(quota, most, least) : unlimited(most);
      const { accountId, periodStart } = quota;
      return reserved && calls.began(reserved, life.chain, { ...row, accountId, periodStart });
    },
    mayTake: (quota, units) => isLimited(quota) && (life?.blocks.mayTake(quota, units) ?? true),
    mayComeBack: (quota) => isLimited(quota) && (life?.blocks.mayComeBack(quota) ?? false),
    async prepare(quota, units) {
      let failure: StorageUnavailable | undefined;
      for (let left = maxTries; left > 0 && !calls.isClosed(); left--) {
        try {
          const current = await standing();
          const outcome = current && (isLimited(quota) ? await provide(current, quota, units) : await listed(current));
          if (outcome === 'sealed' && life === current) life = undefined;
          const prepared = preparedBy(outcome);
          if (prepared) return prepared;
        } catch (error) {
          if (!(error instanceof StorageUnavailable)) throw error;
          failure = error;
        }
      }
      if (failure) throw failure;
      return 'unavailable';
    },
    async afterAnswer() {
      const current = life;
      if (!current || calls.isClosed()) return;
      if (current.chain.isDue()) await current.chain.flush();
      if (current.chain.isFresh()) await current.blocks.takeAhead();
    },
    report: async () => (life?.chain.hasSpare() && !calls.isClosed() ? life.chain.flush() : undefined),
    unreported: () => unreportedIn(life),
    reportOf: (instanceId) => reportOf(life, instanceId),
    async close() {
      await calls.close();
      if (life?.registration.isDone()) await life.chain.close(life.blocks.gone);
    },
  };
}

function unreportedIn(life: MeterSession | undefined): Unreported | null {
  const reportedAt = life?.chain.untoldSince() ?? null;
  return life && reportedAt !== null ? { instanceId: life.instanceId, reportedAt } : null;
}

async function reportOf(life: MeterSession | undefined, instanceId: string): Promise<boolean> {
  if (life && life.chain.untoldSince() !== null) await life.chain.flush();
  return life?.instanceId === instanceId;
}

/** Tells what was spent where that is all that a call waits for, else takes. */
async function provide({ chain, blocks }: MeterSession, quota: Quota, units: number): Promise<TakeOutcome> {
  const level = blocks.levelFor(quota, units);
  if (level === null) return blocks.take(quota, units);
  await chain.flush(level);
  return 'taken';
}

/** All that stands between an instance and calls without a limit. */
async function listed({ registration }: MeterSession): Promise<TakeOutcome> {
  await registration.done();
  return 'taken';
}

const isLimited = (quota: MeteredQuota): quota is Quota => quota.limit !== null;
const unlimited = (units: number): Reserved => ({ units, left: Number.POSITIVE_INFINITY, settle: () => {} });

function begin({ segments, counters, now, newInstanceId }: MeterDeps, calls: CallsUnderWay): MeterSession {
  const instanceId = newInstanceId();
  const at = now();
  const registration = registrationOf({ instanceId, at, segments });
  const chain = createUsageLog({ instanceId, registeredAt: at, segments, now, underWay: calls.underWay });
  const mayTake = () => !calls.isClosed() && chain.isFresh();
  const blocks = createQuotaLeases({ instanceId, registration, counters, now, mayTake, progress: chain.progress });
  return { instanceId, registration, chain, blocks };
}

/** Undefined: worth another try. */
function preparedBy(outcome: TakeOutcome | undefined): Prepared | undefined {
  if (outcome === 'taken') return 'ready';
  return outcome === 'exhausted' || outcome === 'stale' ? outcome : undefined;
}
