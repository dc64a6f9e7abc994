import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { consumedOf, windowOf } from '../../shared/domain/usage/pledge.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { CounterUpkeep, StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import { entryIn } from '../../shared/storage/usage/entry-in.ts';
import type { EndedUsageLog } from './ended-logs.ts';

/** An instance admits nothing once its last acknowledged segment is a day old; this is twice as long. */
export const silentMs = 48 * 3_600_000;

type SettleDeps = {
  readonly counterUpkeep: Pick<CounterUpkeep, 'settleSilent'>;
  readonly count: Count;
  readonly log: Log;
  readonly now: () => Date;
};

type Settling = { readonly counter: StoredCounter; readonly instanceId: string; readonly chain: EndedUsageLog };
type Settled = { readonly freed: number; readonly unusable: number };

/**
 * Ends the entry of an instance whose chain has ended: all that it cannot have spent is free again. Units that it may have spent and
 * never reported stay unusable; of prepaid credit it comes back after two days of silence, since nobody is to pay for what was perhaps not
 * served. Null where another merger did it, or a late take has changed the entry: the next settles that. New unusable units are counted
 * before: one that dies in between had better be heard of twice than never.
 */
export async function reclaimEnded(
  deps: SettleDeps,
  { counter, instanceId, chain }: Settling,
): Promise<Settled | null> {
  const { accountId, periodStart } = counter;
  const entry = entryIn(counter, instanceId);
  if (!entry) return null;
  const told = chain.of(counter);
  const isReturned = periodStart === creditPeriod && chain.silentMs >= silentMs && told.gone === undefined;
  const gone = isReturned ? told.reported : consumedOf(entry, told);
  const unusable = chain.endedBy === 'seal' ? Math.max(0, gone - told.reported) : 0;
  // An idle instance leaves only the little that it might have spent: nothing to look into.
  if (unusable > windowOf(counter.limit, 0)) {
    deps.count('UnusableUnits', unusable);
    deps.log.warn('units become unusable', { account: accountId, periodStart, environment: instanceId, unusable });
  }
  const { opened } = counter;
  const settlement = { instanceId, entry: entry.taken, pledged: entry.pledge, opened, gone, unusable };
  const isSettled = await deps.counterUpkeep.settleSilent(counter, { ...settlement, at: deps.now().toISOString() });
  return isSettled ? { freed: entry.taken - gone, unusable } : null;
}
