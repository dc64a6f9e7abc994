import { nextLease } from '../../domain/usage/lease.ts';
import { maxLevel, type Pledge, windowOf } from '../../domain/usage/pledge.ts';
import type { Counter, Counters } from '../../storage/usage/counters.ts';
import { adopt, availableOf, declaredOf, type LeasedUnits, reportedOf, unspentOf } from './leased-units.ts';
import type { Registration } from './registration.ts';

/**
 * `taken`: there may be units now. `exhausted`: nothing is free. `stale`: the counter is of later grants than the quota. `busy`: it
 * was changed again and again meanwhile, or the instance is ending. `sealed`: the entry is gone, so the instance was ended from outside.
 */
export type TakeOutcome = 'taken' | 'exhausted' | 'stale' | 'busy' | 'sealed';

export type TakeDeps = {
  readonly instanceId: string;
  readonly registration: Pick<Registration, 'isDone' | 'done'>;
  readonly counters: Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * Not while the instance ends, nor while it owes a segment, asked again before each step: a step may have stood still for so long that
   * its chain was sealed. What it takes from then on nobody would give back before the daily walk.
   */
  readonly mayTake: () => boolean;
};

const maxRounds = 7;

/**
 * Takes a block of a counter, after whatever has to come before it: looking, opening, moving its limit. Whatever a take comes to, the
 * entry that the counter shows is believed, never the block that was asked for. Throws StorageUnavailable: it may land yet.
 */
export async function takeLease(deps: TakeDeps, held: LeasedUnits): Promise<TakeOutcome> {
  // What is known to be free may have grown since; and where little is, looking costs less than a take that is refused.
  if ((held.counter?.free ?? 0) < 1) held.counter = undefined;
  for (let left = maxRounds; left > 0; left--) {
    if (!deps.mayTake()) return 'busy';
    const outcome = await nextStep(deps, held);
    if (outcome === 'stale') held.counter = undefined;
    if (outcome) return outcome;
  }
  return 'busy';
}

/** Undefined: one more step is needed. */
async function nextStep(deps: TakeDeps, held: LeasedUnits): Promise<TakeOutcome | undefined> {
  const { quota, counter } = held;
  const { limit, version } = quota;
  if (!counter) {
    const opening = { units: limit, version, ...(quota.measure !== undefined && { measure: quota.measure }) };
    const [read] = await Promise.all([deps.counters.read(quota), deps.registration.done()]);
    const found = read ?? (await deps.counters.open(quota, opening));
    return found || held.entry > 0 ? believe(deps, held, found) : 'stale';
  }
  if (counter.limit !== limit) {
    if (counter.version > version) return 'stale';
    return believe(deps, held, await deps.counters.relimit(quota, { from: counter.limit, to: limit, version }));
  }
  if (counter.free >= 1 && !deps.registration.isDone()) {
    await deps.registration.done();
    return undefined;
  }
  return take(deps, held, counter);
}

async function take(
  deps: TakeDeps,
  held: LeasedUnits,
  { free, settled, limit, opened }: Pick<Counter, 'free' | 'settled' | 'limit' | 'opened'>,
): Promise<TakeOutcome | undefined> {
  const { entry, pledge, quota } = held;
  const units = unitsOf(deps, held, free);
  const isRest = units === 0 && held.wanted > unspentOf(held);
  if (isRest && unspentOf(held) <= availableOf(held)) return 'exhausted';
  if (units === 0 && held.wanted === 0) return 'exhausted';
  if (mayBeRemoved(held, settled)) return 'sealed';
  held.settledAtFirst = settled;
  const { instanceId } = deps;
  const { accountId, periodStart } = quota;
  const asked = { accountId, periodStart, instanceId, units, entry, settled, limit, opened };
  held.unanswered += 1;
  const { ok, counter } = await deps.counters.take({ ...asked, pledged: pledge, pledge: pledgeOf(held, units, limit) });
  held.unanswered -= 1;
  const outcome = believe(deps, held, counter);
  if (outcome) return outcome;
  if (held.entry > entry) held.last = { units: held.entry - entry, at: deps.now() };
  else if (!ok) return undefined;
  return isRest ? 'exhausted' : 'taken';
}

/** A first take without an answer may have landed, and its entry may have been settled since: it is not made again under this id. */
const mayBeRemoved = ({ entry, unanswered, settledAtFirst }: LeasedUnits, settled: number): boolean =>
  entry === 0 && unanswered > 0 && settledAtFirst !== settled;

/** None where all that is wanted is held already, and only has to be pledged. */
function unitsOf({ now }: TakeDeps, held: LeasedUnits, free: number): number {
  const { wanted, last, quota } = held;
  const lacking = wanted - unspentOf(held);
  if (wanted > 0 && lacking <= 0) return 0;
  return nextLease({
    free,
    measure: quota.measure,
    wanted: lacking,
    ...(last && { last: { units: last.units, lastedMs: now() - last.at } }),
  });
}

/**
 * Never less than the one before, of which nobody knows whether a take without an answer has changed it: what calls wait for may be spent,
 * or as much as may ever go untold, until the next segment says less.
 */
function pledgeOf(held: LeasedUnits, units: number, believed: number): Pledge {
  const { entry, spent, reserved, wanted, pledge, progress, quota } = held;
  const limit = Math.max(pledge?.limit ?? 0, quota.measure ?? believed);
  const asked = spent + reserved + Math.min(wanted, unspentOf(held) + units);
  const declared = Math.min(entry + units, Math.max(asked, reportedOf(held) + windowOf(limit, maxLevel)));
  return { declared: Math.max(declaredOf(held), declared), segment: progress.fixed, limit };
}

function believe({ instanceId }: TakeDeps, held: LeasedUnits, found: Counter | null): 'sealed' | undefined {
  if (found) return adopt(held, instanceId, found) ? undefined : 'sealed';
  held.counter = undefined;
  return held.entry > 0 ? 'sealed' : undefined;
}
