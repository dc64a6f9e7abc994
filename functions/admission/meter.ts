import type { SegmentEntry } from '../../shared/domain/usage/segment.ts';
import type { ServedRecords } from '../../shared/domain/usage/served.ts';
import type { Counters } from '../../shared/storage/counters.ts';
import type { Segments } from '../../shared/storage/segments.ts';
import { StorageUnavailable } from '../../shared/storage/table.ts';
import { type Blocks, blocksOf, type Reserved } from './blocks.ts';
import { type Chain, chainOf } from './chain.ts';
import type { Quota } from './held-units.ts';
import type { TakeOutcome } from './take-block.ts';

/** `limit` null: there is none, and so no counter. */
export type MeteredQuota = Omit<Quota, 'limit'> & { readonly limit: number | null };

/** A call that is to be counted: out of which quota, and in which row of the segment. */
export type MeteredCall = { readonly quota: MeteredQuota } & Pick<SegmentEntry, 'keyId' | 'datasetId' | 'day'>;

/** Units reserved for one call, which is counted once it is settled: with the records served, where repeats of them are credited. */
export type Metered = Omit<Reserved, 'settle'> & { settle(units: number, served?: ServedRecords): void };

/** `ready`: reserving may succeed now. `unavailable`: it cannot be counted at the moment. */
export type Prepared = 'ready' | 'exhausted' | 'stale' | 'unavailable';

export interface Meter {
  /** Reserves `most` units, or fewer if `least` are held; without any I/O. Null: `prepare` first. */
  reserve(call: MeteredCall, units: { readonly most: number; readonly least: number }): Metered | null;
  /** Whether `prepare` would take units, as far as is known. */
  mayTake(quota: MeteredQuota): boolean;
  /**
   * Does whatever stands between a quota and `units` of it: registers the environment, writes a segment that is overdue, takes a block.
   * Throws StorageUnavailable.
   */
  prepare(quota: MeteredQuota, units: number): Promise<Prepared>;
  /** Writes the segment when it is due, and takes ahead. Throws StorageUnavailable: the next time does it. */
  afterAnswer(): Promise<void>;
  /** Reports at once what was served, unless that was done often lately. Throws StorageUnavailable. */
  report(): Promise<void>;
  /** Stops, waits for the calls under way, and ends the chain. Throws StorageUnavailable: the daily walk ends it then. */
  close(): Promise<void>;
}

export type MeterDeps = {
  readonly counters: Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;
  readonly segments: Pick<Segments, 'register' | 'put'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Eight random base-62 characters. */
  readonly newEnvironmentId: () => string;
};

/** One environment id with its chain and blocks; a process whose chain was sealed begins another one. */
type Life = { readonly chain: Chain; readonly blocks: Blocks };

const mostTries = 4;

/** Units and segments of one process: what may be served, and what was. */
export function meterOf(deps: MeterDeps): Meter {
  let life: Life | undefined;
  let beginning: Promise<Life> | undefined;
  const calls = callsUnderWay();

  /** The life that may admit and take, once whatever it owes is acknowledged; undefined: it owes it still. */
  async function standing(): Promise<Life | undefined> {
    if (life?.chain.isSealed()) life = undefined;
    beginning ??= life
      ? undefined
      : begin(deps, calls.isClosed).finally(() => {
          beginning = undefined;
        });
    const current = life ?? (await beginning);
    if (!current) return undefined;
    life ??= current;
    if (current.chain.isFresh()) return current;
    await current.chain.flush();
    return current.chain.isFresh() ? current : undefined;
  }

  return {
    reserve({ quota, ...row }, { most, least }) {
      if (!life?.chain.isFresh() || calls.isClosed()) return null;
      const reserved = isLimited(quota) ? life.blocks.reserve(quota, most, least) : unlimited(most);
      const { accountId, periodStart } = quota;
      return reserved && calls.began(reserved, life.chain, { ...row, accountId, periodStart });
    },
    mayTake: (quota) => isLimited(quota) && (life?.blocks.mayTake(quota) ?? true),
    async prepare(quota, units) {
      let failure: StorageUnavailable | undefined;
      for (let left = mostTries; left > 0 && !calls.isClosed(); left--) {
        try {
          const current = await standing();
          const outcome = current && (isLimited(quota) ? await current.blocks.take(quota, units) : 'taken');
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
    report: async () => (life?.chain.hasSpare() ? life.chain.flush() : undefined),
    async close() {
      await calls.close();
      await life?.chain.close(() => life?.blocks.gone() ?? []);
    },
  };
}

const isLimited = (quota: MeteredQuota): quota is Quota => quota.limit !== null;
const unlimited = (units: number): Reserved => ({ units, left: Number.POSITIVE_INFINITY, settle: () => {} });

async function begin({ segments, counters, now, newEnvironmentId }: MeterDeps, isEnding: () => boolean): Promise<Life> {
  const environmentId = newEnvironmentId();
  const registeredAt = now();
  if (!(await segments.register(environmentId, new Date(registeredAt).toISOString()))) {
    throw new StorageUnavailable(new Error('Another environment bears this id'));
  }
  const chain = chainOf({ environmentId, registeredAt, segments, now });
  const mayTake = () => !isEnding() && chain.isFresh();
  return { chain, blocks: blocksOf({ environmentId, counters, now, mayTake }) };
}

/** Undefined: worth another try. */
function preparedBy(outcome: TakeOutcome | undefined): Prepared | undefined {
  if (outcome === 'taken') return 'ready';
  return outcome === 'exhausted' || outcome === 'stale' ? outcome : undefined;
}

/** Calls that hold reserved units; whoever closes waits for them. */
function callsUnderWay() {
  let count = 0;
  let closed = false;
  let done: (() => void) | undefined;
  return {
    isClosed: () => closed,
    began(reserved: Reserved, chain: Chain, row: Omit<SegmentEntry, 'units' | 'calls'>): Metered {
      count += 1;
      let isSettled = false;
      return {
        ...reserved,
        settle(cost, served) {
          if (isSettled) return;
          isSettled = true;
          const units = Math.min(reserved.units, Math.max(0, cost));
          reserved.settle(units);
          if (units > 0) chain.count({ ...row, units }, served);
          count -= 1;
          if (count === 0) done?.();
        },
      };
    },
    close(): Promise<void> {
      closed = true;
      if (count === 0) return Promise.resolve();
      return new Promise((resolve) => {
        done = resolve;
      });
    },
  };
}
