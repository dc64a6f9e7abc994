import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../domain/accounts/account.ts';
import { countingAt } from '../../domain/billing/counting.ts';
import { acknowledged, type Due, reportsAt } from '../../domain/billing/meter-reports.ts';
import { billedIn, type OverageRecord, periodsOf } from '../../domain/billing/overage.ts';
import { carriedOn } from '../../domain/billing/settled-usage.ts';
import { meteredItemsOf, windowsAt } from '../../domain/billing/windows.ts';
import { meterNameOf } from '../../domain/catalog/overage-price.ts';
import { exchangeItems } from './exchange-items.ts';
import { followInvoices } from './follow-invoices.ts';
import type { UsageReportDeps } from './report-deps.ts';

/** A subscription whose items stay as they are, since somebody is about to change it. */
type Except = { readonly except?: string };

/**
 * Reports an account's overage to Stripe, and gives its subscriptions the items that bill it. It stores a report before it sends it, under
 * the version that was read before the units. So the run that stores last knows most, and reports last in the window's own time. The next
 * run sends interrupted reports again. Usage that an invoice does not bill goes to the next window.
 * @returns how many reports were sent
 */
export async function reportAccount(
  deps: UsageReportDeps,
  { id, stripeCustomerId }: Account,
  { except }: Except = {},
): Promise<number> {
  if (stripeCustomerId === null) return 0;
  const read = await deps.overages.read(id);
  const { subscriptions } = await deps.billing.read(id);
  const {
    version,
    overage: known,
    awaiting,
  } = await exchangeItems(deps, { accountId: id, subscriptions, except, read });
  const windows = windowsAt(known, meteredItemsOf(deps.catalog, subscriptions), deps.now());
  const followed = carriedOn(await followInvoices(deps, windows, subscriptions), deps.now());
  if (followed.windows.every(({ closed }) => closed) && isDeepStrictEqual(followed, known)) return 0;
  const { overage, due } = reportsAt(await bill(deps, { accountId: id, followed, awaiting }), deps.now());
  const isChanged = !isDeepStrictEqual(overage, known);
  if (isChanged && !(await deps.overages.write(id, version, overage))) return 0;
  for (const each of due) await send(deps, { accountId: id, customerId: stripeCustomerId }, each);
  if (due.length > 0)
    await deps.overages.write(id, isChanged ? version + 1 : version, acknowledged(overage, due, deps.now()));
  return due.length;
}

type Billing = { readonly accountId: string; readonly followed: OverageRecord; readonly awaiting: readonly string[] };

async function bill(deps: UsageReportDeps, { accountId, followed, awaiting }: Billing): Promise<OverageRecord> {
  const { grants } = await deps.access.readHolder(accountId);
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
