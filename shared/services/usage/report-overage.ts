import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../domain/accounts/account.ts';
import { countingAt, missingOverage } from '../../domain/billing/counting.ts';
import { acknowledged, type Due, reportsAt } from '../../domain/billing/meter-reports.ts';
import { billedIn, meteredItemsOf, type OverageRecord, periodsOf, windowsAt } from '../../domain/billing/overage.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import { meterNameOf, overageKeyOf } from '../../domain/catalog/overage-price.ts';
import type { UsageReportDeps } from './report-deps.ts';

/**
 * Reports an account's overage to Stripe, and gives its subscriptions the items that bill it. It stores a report before it sends it, under
 * the version that was read before the units. So the run that stores last knows most, and reports last in the window's own time. The next
 * run sends interrupted reports again.
 * @returns how many reports were sent
 */
export async function reportAccount(deps: UsageReportDeps, { id, stripeCustomerId }: Account): Promise<number> {
  if (stripeCustomerId === null) return 0;
  const { version, overage: known } = await deps.overages.read(id);
  const { subscriptions } = await deps.billing.read(id);
  const items = meteredItemsOf(deps.catalog, subscriptions);
  const awaiting = await addMissing(deps, subscriptions);
  const followed = windowsAt(known, items, deps.now());
  if (followed.windows.every(({ closed }) => closed) && isDeepStrictEqual(followed, known)) return 0;
  const { overage, due } = reportsAt(await bill(deps, { accountId: id, followed, awaiting }), deps.now());
  const isChanged = !isDeepStrictEqual(overage, known);
  if (isChanged && !(await deps.overages.write(id, version, overage))) return 0;
  for (const each of due) await send(deps, { accountId: id, customerId: stripeCustomerId }, each);
  if (due.length > 0)
    await deps.overages.write(id, isChanged ? version + 1 : version, acknowledged(overage, due, deps.now()));
  return due.length;
}

/** The subscriptions that another item was requested for. They bill nothing new until Stripe has confirmed it. */
async function addMissing(deps: UsageReportDeps, subscriptions: readonly Subscription[]): Promise<readonly string[]> {
  const missing = missingOverage(deps.catalog, subscriptions, deps.now());
  const ours = deps.catalog.plans.flatMap(({ id }) => [overageKeyOf(id, 'month'), overageKeyOf(id, 'year')]);
  for (const each of missing) await deps.stripeUsage.setOverage({ ...each, ours });
  return missing.map(({ subscriptionId }) => subscriptionId);
}

type Billing = { readonly accountId: string; readonly followed: OverageRecord; readonly awaiting: readonly string[] };

async function bill(deps: UsageReportDeps, { accountId, followed, awaiting }: Billing): Promise<OverageRecord> {
  const { grants } = await deps.access.read(accountId);
  const now = deps.now();
  const counting = { ...countingAt(deps.catalog, grants, now), settled: awaiting };
  const used = new Map<string, number>();
  for (const period of periodsOf(followed, counting)) used.set(period, await deps.totalOf(accountId, period));
  return billedIn(followed, { counting, used, now });
}

function send(
  { stripeUsage }: UsageReportDeps,
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string },
  { window, report: { value, at } }: Due,
): Promise<void> {
  const identifier = `${accountId}:${window.itemId}:${at}:${value}`;
  return stripeUsage.report({ meter: meterNameOf(window.planId), customerId, value, at, identifier });
}
