import { failingPaymentOf } from '../domain/billing/failing-payment.ts';
import { payAtOf } from '../domain/billing/failing-payments.ts';
import { affiliatesOf, awaitsTransfer, isLive, mainItemOf } from '../domain/billing/grant.ts';
import { plannedEndOf } from '../domain/billing/notice-view.ts';
import { periodAmountOf } from '../domain/billing/period-amount.ts';
import { type ChangedItem, endsWithPeriod, type Subscription } from '../domain/billing/subscription.ts';
import { awaitsFirstPayment, whyUnpaid } from '../domain/billing/unpaid.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import type { ChangedView, SubscriptionView } from './views.ts';

/** A subscription as it stands at `now`; its period and price are its main item's, or its first's where none is ours. */
export function subscriptionView(catalog: Catalog, subscription: Subscription, now: Date): SubscriptionView {
  const main = mainItemOf(catalog, subscription);
  const item = main?.item ?? subscription.items[0];
  return {
    id: subscription.id,
    price: item?.lookupKey ?? null,
    plan: main?.sold.kind === 'plan' ? main.sold.plan.id : null,
    badge: main?.sold.kind === 'badge' ? main.sold.badge.id : null,
    affiliates: affiliatesOf(catalog, subscription),
    status: subscription.status,
    awaitsFirstPayment: awaitsFirstPayment(subscription),
    periodStart: item?.periodStart ?? subscription.createdAt,
    periodEnd: item?.periodEnd ?? subscription.createdAt,
    cancelAtPeriodEnd: endsWithPeriod(subscription),
    endsAt: plannedEndOf(subscription, item?.periodEnd ?? subscription.createdAt),
    endedBecause: subscription.endedBecause ?? null,
    failingPayment: failingPaymentOf(catalog, subscription, now),
    unpaidBecause: isLive(subscription) ? whyUnpaid(subscription) : null,
    payAt: payAtOf(subscription),
    currency: subscription.currency ?? null,
    amount: periodAmountOf(catalog, subscription),
    invoiced: invoicedOf(subscription),
    pending: pendingView(catalog, subscription),
    scheduled: scheduledView(catalog, subscription),
    invoiceDueAt:
      isLive(subscription) && awaitsTransfer(subscription) ? (subscription.latestInvoice?.dueAt ?? null) : null,
  };
}

/** A trial's invoice is over nothing. */
function invoicedOf({ status, currency, latestInvoice }: Subscription): SubscriptionView['invoiced'] {
  const amountMinor = latestInvoice?.totalMinor;
  if (amountMinor === undefined || currency === undefined || status === 'trialing') return null;
  return { amountMinor, currency };
}

function pendingView(catalog: Catalog, { pendingChange }: Subscription): SubscriptionView['pending'] {
  if (!pendingChange) return null;
  const { items, expiresAt, invoiceUrl } = pendingChange;
  return { ...changedView(catalog, items), expiresAt, url: invoiceUrl };
}

function scheduledView(catalog: Catalog, { scheduledChange }: Subscription): SubscriptionView['scheduled'] {
  return scheduledChange ? { ...changedView(catalog, scheduledChange.items), at: scheduledChange.at } : null;
}

const changedView = (catalog: Catalog, items: readonly ChangedItem[]): ChangedView => ({
  price: mainItemOf(catalog, { items })?.item.lookupKey ?? null,
  affiliates: affiliatesOf(catalog, { items }),
});
