import { missingOverage } from '../../domain/billing/counting.ts';
import type { OverageRecord } from '../../domain/billing/overage.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import { settling } from '../../domain/billing/windows.ts';
import { overageKeyOf } from '../../domain/catalog/overage-price.ts';
import type { UsageReportDeps } from './report-deps.ts';

type State = { readonly version: number; readonly overage: OverageRecord };
type Exchanging = {
  readonly accountId: string;
  readonly subscriptions: readonly Subscription[];
  /** A subscription that somebody is about to change. */
  readonly except: string | undefined;
  readonly read: State;
};

/**
 * Gives subscriptions the metered item that they lack, and takes others away. An item that goes is noted before, so that its usage is found
 * again whatever interrupts this. `awaiting`: the subscriptions that another item was requested for; they bill nothing new until Stripe has
 * confirmed it.
 */
export async function exchangeItems(
  deps: UsageReportDeps,
  { accountId, subscriptions, except, read }: Exchanging,
): Promise<State & { readonly awaiting: readonly string[] }> {
  const missing = [];
  const at = { windows: read.overage.windows, now: deps.now() };
  for (const each of missingOverage(deps.catalog, subscriptions, at))
    if (each.subscriptionId !== except && !(await isBeingChanged(deps, accountId, each.subscriptionId)))
      missing.push(each);
  const exchanged = missing.filter(({ isExchanged }) => isExchanged).map(({ subscriptionId }) => subscriptionId);
  const noted = exchanged.length === 0 ? read : await note(deps, { accountId, exchanged, read });
  if (noted === null) return { ...read, awaiting: exchanged };
  const ours = deps.catalog.plans.flatMap(({ id }) => [overageKeyOf(id, 'month'), overageKeyOf(id, 'year')]);
  const turn = read.overage.windows.length;
  for (const { subscriptionId, lookupKey } of missing)
    await deps.stripeUsage.setOverage({ subscriptionId, lookupKey, ours, turn });
  return { ...noted, awaiting: missing.map(({ subscriptionId }) => subscriptionId) };
}

/** The note that items go; null where another reporter was faster, which leaves it to the next run. */
async function note(
  { overages, now }: UsageReportDeps,
  { accountId, exchanged, read }: Pick<Exchanging, 'accountId' | 'read'> & { readonly exchanged: readonly string[] },
): Promise<State | null> {
  const overage = settling(read.overage, exchanged, now());
  const isWritten = await overages.write(accountId, read.version, overage);
  return isWritten ? { version: read.version + 1, overage } : null;
}

/** A change of plan takes the item off by itself, and must not find another one. */
async function isBeingChanged({ planChanges, now }: UsageReportDeps, accountId: string, subscriptionId: string) {
  const lock = await planChanges.read(accountId, subscriptionId);
  return lock?.heldUntil != null && Date.parse(lock.heldUntil) > now().getTime();
}
