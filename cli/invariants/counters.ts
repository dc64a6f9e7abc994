import type { Account } from '../../shared/domain/accounts/account.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { planOf } from '../../shared/domain/catalog/look-up.ts';
import type { Inspected, Invariant } from './check.ts';

/** Every counter is the sum of its usage rows, and that of the present period is within the allowance of a hard plan. */
export const countedRight: Invariant = {
  number: 2,
  says: 'counted is what was served, and never more than a hard allowance',
  async violations(deps, account) {
    const periods = await deps.usage.periods(account.id);
    const differing = periods.filter(({ used, inRows }) => used !== inRows);
    const sums = differing.map(
      ({ periodStart, used, inRows }) =>
        `account ${account.id}: the counter of ${periodStart} is ${used}, its usage rows are ${inRows}`,
    );
    return [...sums, ...(await passedAllowance(deps, account, periods))];
  },
};

async function passedAllowance(
  deps: Inspected,
  account: Account,
  periods: readonly { readonly periodStart: string; readonly used: number }[],
): Promise<readonly string[]> {
  const { grants } = await deps.access.read(account.id);
  const { allowance, overage, period } = entitlementAt(deps.catalog, grants, deps.now());
  if (allowance === null || overage || period === null) return [];
  const used = periods.find(({ periodStart }) => periodStart === period.start)?.used ?? 0;
  if (used <= allowance) return [];
  const most = await mostAllowedSince(deps, account, period.start);
  if (most === null || used <= most) return [];
  return [`account ${account.id}: ${used} units since ${period.start}, with an allowance of ${most} at the most`];
}

/** The largest allowance since `start` by the trail, since a plan may have been given up within the period; null: no bound. */
async function mostAllowedSince(deps: Inspected, account: Account, start: string): Promise<number | null> {
  let most = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.audit.list(account.id, { limit: 100, cursor });
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

/** Of a line such as `basic (active), verified (active)`. */
function allowanceOf({ catalog }: Inspected, grants: string): number | null {
  const plans = [...grants.matchAll(/([^\s,]+) \(/g)].flatMap(([, id = '']) => planOf(catalog, id) ?? []);
  const isUnbounded = plans.some((plan) => plan.overage !== undefined || (!plan.allowance && !plan.credit));
  return isUnbounded ? null : plans.reduce((sum, { allowance }) => sum + (allowance?.amount ?? 0), 0);
}
