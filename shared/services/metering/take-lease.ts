import { nextLease } from '../../domain/usage/lease.ts';
import { maxLevel, type Pledge, windowOf } from '../../domain/usage/pledge.ts';
import type { Counter, Counters } from '../../storage/usage/counters.ts';
import { adopt, availableOf, declaredOf, type LeasedUnits, reportedOf, unspentOf } from './leased-units.ts';
import type { Registration } from './registration.ts';

/**
 * `taken`: units may be available now. `exhausted`: nothing is free. `stale`: the counter has later grants than the quota. `busy`: it
 * changed again and again, or the instance is ending. `fenced`: the entry is missing, so a job ended the usage log.
 */
export type TakeOutcome = 'taken' | 'exhausted' | 'stale' | 'busy' | 'fenced';

/** The parts of an instance that a take needs. */
export type TakeDeps = {
  readonly instanceId: string;
  readonly registration: Pick<Registration, 'isDone' | 'done'>;
  readonly counters: Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * False while the instance ends or owes a segment. It is asked before each step: a step may have waited so long that the usage log was
   * fenced. Units taken after that would come back only with the daily sweep.
   */
  readonly mayTake: () => boolean;
};

const maxRounds = 7;

/**
 * Takes a lease from a counter, after the steps that must come first: read, open, move its limit. It believes the entry that the counter
 * shows, never the lease that it asked for.
 * @throws StorageUnavailable; the take may still land
 */
export async function takeLease(deps: TakeDeps, leased: LeasedUnits): Promise<TakeOutcome> {
  // More may be free by now. If little is, a read costs less than a take that is refused.
  if ((leased.counter?.free ?? 0) < 1) leased.counter = undefined;
  for (let left = maxRounds; left > 0; left--) {
    if (!deps.mayTake()) return 'busy';
    const outcome = await nextStep(deps, leased);
    if (outcome === 'stale') leased.counter = undefined;
    if (outcome) return outcome;
  }
  return 'busy';
}

/** Undefined: one more step is needed. */
async function nextStep(deps: TakeDeps, leased: LeasedUnits): Promise<TakeOutcome | undefined> {
  const { quota, counter } = leased;
  const { limit, version, grantsVersion } = quota;
  if (!counter) {
    const opening = {
      units: limit,
      version,
      grantsVersion,
      ...(quota.measure !== undefined && { measure: quota.measure }),
    };
    const [read] = await Promise.all([deps.counters.read(quota), deps.registration.done()]);
    const found = read ?? (await deps.counters.open(quota, opening));
    return found || leased.entry > 0 ? believe(deps, leased, found) : 'stale';
  }
  if (counter.limit !== limit) {
    if (counter.version > version) return 'stale';
    return believe(deps, leased, await deps.counters.relimit(quota, { from: counter.limit, to: limit, version }));
  }
  if (counter.free >= 1 && !deps.registration.isDone()) {
    await deps.registration.done();
    return undefined;
  }
  return take(deps, leased, counter);
}

async function take(
  deps: TakeDeps,
  leased: LeasedUnits,
  { free, settled, limit, opened }: Pick<Counter, 'free' | 'settled' | 'limit' | 'opened'>,
): Promise<TakeOutcome | undefined> {
  const { entry, pledge, quota } = leased;
  const units = unitsOf(deps, leased, free);
  const isRest = units === 0 && leased.wanted > unspentOf(leased);
  if (isRest && unspentOf(leased) <= availableOf(leased)) return 'exhausted';
  if (units === 0 && leased.wanted === 0) return 'exhausted';
  if (mayBeRemoved(leased, settled)) return 'fenced';
  leased.settledAtFirst = settled;
  const { instanceId } = deps;
  const { accountId, periodStart } = quota;
  const asked = { accountId, periodStart, instanceId, units, entry, settled, limit, opened };
  leased.unanswered += 1;
  const { ok, counter } = await deps.counters.take({
    ...asked,
    pledged: pledge,
    pledge: pledgeOf(leased, units, limit),
  });
  leased.unanswered -= 1;
  const outcome = believe(deps, leased, counter);
  if (outcome) return outcome;
  if (leased.entry > entry) leased.last = { units: leased.entry - entry, at: deps.now() };
  else if (!ok) return undefined;
  return isRest ? 'exhausted' : 'taken';
}

/** A first take without an answer may have landed, and its entry may be removed since. It is not repeated under this id. */
const mayBeRemoved = ({ entry, unanswered, settledAtFirst }: LeasedUnits, settled: number): boolean =>
  entry === 0 && unanswered > 0 && settledAtFirst !== settled;

/** Units to ask for; 0 if the instance holds all wanted units and only has to pledge them. */
function unitsOf({ now }: TakeDeps, leased: LeasedUnits, free: number): number {
  const { wanted, last, quota } = leased;
  const lacking = wanted - unspentOf(leased);
  if (wanted > 0 && lacking <= 0) return 0;
  return nextLease({
    free,
    measure: quota.measure,
    wanted: lacking,
    ...(last && { last: { units: last.units, lastedMs: now() - last.at } }),
  });
}

/**
 * The pledge of the next take, never less than the one before: a take without an answer may have changed it. It covers waiting calls, or
 * the most that may ever go unreported, until the next segment pledges less.
 */
function pledgeOf(leased: LeasedUnits, units: number, believed: number): Pledge {
  const { entry, spent, reserved, wanted, pledge, progress, quota } = leased;
  const limit = Math.max(pledge?.limit ?? 0, quota.measure ?? believed);
  const asked = spent + reserved + Math.min(wanted, unspentOf(leased) + units);
  const declared = Math.min(entry + units, Math.max(asked, reportedOf(leased) + windowOf(limit, maxLevel)));
  return { declared: Math.max(declaredOf(leased), declared), segment: progress.fixed, limit };
}

function believe({ instanceId }: TakeDeps, leased: LeasedUnits, found: Counter | null): 'fenced' | undefined {
  if (found) return adopt(leased, instanceId, found) ? undefined : 'fenced';
  leased.counter = undefined;
  return leased.entry > 0 ? 'fenced' : undefined;
}
