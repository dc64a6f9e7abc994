import type { Account } from '../../shared/domain/accounts/account.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { planOf } from '../../shared/domain/catalog/look-up.ts';
import type { DaySums } from '../../shared/domain/usage/merge.ts';
import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import { allDays, repeatedIn, usedIn } from '../../shared/domain/usage/usage.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { Inspected, Invariant } from './types.ts';

/**
 * No unit of a counter appears or is lost, and no more units are reported than were taken. The usage of the present period is within the
 * allowance of a hard plan.
 */
export const countedRight: Invariant = {
  number: 2,
  says: 'counted is what was served, and never more than a hard allowance',
  async violations(deps, account) {
    const days = await deps.liveUsage.days(account.id, allDays);
    const counters = await deps.counterUpkeep.ofAccount(account.id);
    const ofBlocks = counters.flatMap((counter) => brokenLaws(counter, days));
    const passed = await passedAllowance(deps, account, days);
    return [...ofBlocks.map((sentence) => `account ${account.id}: ${sentence}`), ...passed];
  },
};

/** `days` are read before the counter: units that are taken in between cannot hide a report of too many. */
function brokenLaws(counter: StoredCounter, days: readonly DaySums[]): string[] {
  const { periodStart, limit, credited, free, entries, retired } = counter;
  // An app's keys may have used units before it had a share, so only its law is checked.
  const isShare = countedPartOf(periodStart).appId !== null;
  const reported = isShare ? 0 : usedIn(days, periodStart) + repeatedIn(days, periodStart);
  const taken = Object.values(entries).reduce((sum, units) => sum + units, 0) + retired;
  const isLost = limit + credited !== free + taken;
  const total = credited === 0 ? `${limit}` : `${limit} and ${credited} credited`;
  return [
    ...(isLost ? [`the counter of ${periodStart} has a limit of ${total}, and ${free} free and ${taken} taken`] : []),
    ...(reported > taken ? [`${reported} units of ${periodStart} are reported, and ${taken} were taken`] : []),
  ];
}

async function passedAllowance(
  deps: Inspected,
  account: Account,
  days: readonly DaySums[],
): Promise<readonly string[]> {
  const { grants } = await deps.access.read(account.id);
  const { allowance, overage, period } = entitlementAt(deps.catalog, grants, deps.now());
  if (allowance === null || overage || period === null) return [];
  const used = usedIn(days, period.start);
  if (used <= allowance) return [];
  const most = await maxAllowedSince(deps, account, period.start);
  if (most === null || used <= most) return [];
  return [`account ${account.id}: ${used} units since ${period.start}, with an allowance of ${most} at the most`];
}

/** The largest allowance since `start` according to the trail, because a larger plan may have ended within the period; null: no bound. */
async function maxAllowedSince(deps: Inspected, account: Account, start: string): Promise<number | null> {
  let most = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.trail.list(account.id, { limit: 100, cursor });
    for (const { action, at, detail } of page.entries) {
      if (action !== 'access.changed') continue;
      const allowed = allowanceOf(deps, detail.grants ?? '');
      if (allowed === null) return null;
      most = Math.max(most, allowed);
      if (at <= start) return most;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return most;
}

/** The allowance of the grants in a line of the trail, such as `basic (active), verified (active)`; null: no bound. */
function allowanceOf({ catalog }: Inspected, grants: string): number | null {
  const plans = [...grants.matchAll(/([^\s,]+) \(/g)].flatMap(([, id = '']) => planOf(catalog, id) ?? []);
  const isUnbounded = plans.some((plan) => plan.overage !== undefined || (!plan.allowance && !plan.credit));
  return isUnbounded ? null : plans.reduce((sum, { allowance }) => sum + (allowance?.amount ?? 0), 0);
}
