import type { OverageRecord, OverageWindow } from '../../domain/billing/overage.ts';
import { asInvoiced, isAsked, isReady, type WindowInvoice } from '../../domain/billing/settled-usage.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import { planOf } from '../../domain/catalog/look-up.ts';
import type { UsageReportDeps } from './report-deps.ts';

/**
 * Asks Stripe for the invoices of windows that are over. A draft goes on taking usage. The last invoice of a subscription that has ended is made
 * final here, since nothing at Stripe does so: see docs/decisions/0064-last-invoices-are-collected.md.
 */
export async function followInvoices(
  deps: UsageReportDeps,
  overage: OverageRecord,
  subscriptions: readonly Subscription[],
): Promise<OverageRecord> {
  const windows: OverageWindow[] = [];
  for (const window of overage.windows)
    windows.push(isAsked(window, deps.now()) ? await follow(deps, window, subscriptions) : window);
  return { ...overage, windows };
}

async function follow(
  deps: UsageReportDeps,
  window: OverageWindow,
  subscriptions: readonly Subscription[],
): Promise<OverageWindow> {
  const now = deps.now();
  const subscription = subscriptions.find(({ id }) => id === window.subscriptionId);
  const hasEnded = subscription === undefined || subscription.endedAt !== null;
  const found = await deps.stripeUsage.invoiceOf(window);
  const isMade = found !== null && isOurs(found, { window, hasEnded, now });
  if (isMade) await deps.stripeUsage.collect(found.id, window.end);
  const invoice = isMade ? await deps.stripeUsage.invoiceOf(window) : found;
  const packUnits = planOf(deps.catalog, window.planId)?.overage?.units ?? 1;
  return asInvoiced(window, { invoice, hasEnded, packUnits, now });
}

/** Whether a draft waits for us: the last one of a subscription, or that of an item which we took off. */
function isOurs(
  { isStopped, isLast }: WindowInvoice,
  { window, hasEnded, now }: { readonly window: OverageWindow; readonly hasEnded: boolean; readonly now: Date },
): boolean {
  if (!isStopped || !isLast) return false;
  return window.early ? window.settlingAt !== undefined || hasEnded : hasEnded && isReady(window, now);
}
