/** Domain values as the bodies of answers. */
import type { Account, Session } from '../domain/accounts/account.ts';
import { currencyOf } from '../domain/billing/currency.ts';
import type { Entitlement } from '../domain/billing/entitlement.ts';
import { failingPaymentOf } from '../domain/billing/failing-payment.ts';
import { affiliatesOf, awaitsTransfer, isLive, mainItemOf } from '../domain/billing/grant.ts';
import { plannedEndOf } from '../domain/billing/notice-view.ts';
import { periodAmountOf } from '../domain/billing/period-amount.ts';
import { boundOf, capCurrency, type SpendCap } from '../domain/billing/spend-cap.ts';
import { type ChangedItem, endsWithPeriod, type Subscription } from '../domain/billing/subscription.ts';
import { awaitsFirstPayment, whyUnpaid } from '../domain/billing/unpaid.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import { upstreamIdIn } from '../domain/catalog/upstream.ts';
import type { ApiKey } from '../domain/keys/key.ts';
import type { Suppression } from '../domain/mail/suppression.ts';
import { type CounterState, quotaLeft } from '../domain/usage/left.ts';
import type { UsageBucket } from '../domain/usage/usage.ts';
import type {
  AccountView,
  AuditView,
  ChangedView,
  EntitlementView,
  KeyView,
  SpendCapView,
  SubscriptionView,
  UsageView,
} from './views.ts';

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

/** A change that waits has its own link, and a debit under way is not to be paid twice. */
function payAtOf(subscription: Subscription): string | null {
  const { status, latestInvoice, pendingChange } = subscription;
  const isOwed =
    status === 'past_due' || status === 'unpaid' || (isLive(subscription) && whyUnpaid(subscription) === 'given_up');
  return isOwed && !pendingChange ? (latestInvoice?.url ?? null) : null;
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

const entitlementView = (entitlement: Entitlement): EntitlementView => ({
  access: entitlement.access,
  accessUntil: entitlement.accessUntil,
  plans: [...entitlement.plans],
  badges: [...entitlement.badges],
  datasets: entitlement.datasets.filter((resource) => upstreamIdIn(resource) === null),
  upstreams: entitlement.datasets.flatMap((resource) => upstreamIdIn(resource) ?? []),
  allowance: entitlement.allowance,
  unit: entitlement.unit,
  overage: entitlement.overage,
  credit: entitlement.credit?.units ?? null,
  periodStart: entitlement.period?.start ?? null,
  periodEnd: entitlement.period?.end ?? null,
});

type AccountParts = {
  readonly account: Account;
  readonly session: Session;
  readonly operator: boolean;
  readonly operatorStep?: AccountView['operatorStep'];
  readonly suppression: Suppression | null;
  readonly suspension: { readonly reason: string; readonly at: string } | null;
  readonly subscriptions: readonly Subscription[];
  readonly entitlement: Entitlement;
  readonly spendCap: SpendCap | null;
  readonly now: Date;
};

/** GET /v1/account */
export const accountView = (catalog: Catalog, parts: AccountParts): AccountView => ({
  id: parts.account.id,
  email: parts.account.email,
  organization: parts.account.organization,
  createdAt: parts.account.createdAt,
  operator: parts.operator,
  ...(parts.operatorStep ? { operatorStep: parts.operatorStep } : {}),
  signedInBy: parts.session.signedInBy,
  mailHeldBack: parts.suppression?.reason ?? null,
  suspension: parts.suspension && { ...parts.suspension, supportEmail: catalog.supportEmail },
  subscriptions: parts.subscriptions.map((each) => subscriptionView(catalog, each, parts.now)),
  entitlement: entitlementView(parts.entitlement),
  spendCap: spendCapView(parts),
});

/** A cap in a currency that is not paid in any more is shown in that one: it is what holds. */
export function spendCapView({
  entitlement,
  subscriptions,
  spendCap,
}: Pick<AccountParts, 'entitlement' | 'subscriptions' | 'spendCap'>): SpendCapView | null {
  const currency = capCurrency(entitlement, currencyOf(subscriptions));
  if (currency === null) return null;
  return { amountMinor: spendCap?.amountMinor ?? null, currency: spendCap?.currency ?? currency };
}

/** A key without its secret. */
type TrailLine = Omit<AuditView, 'detail'> & { readonly detail: Readonly<Record<string, string>> };

/** A line of a trail, without whose it is. */
export const auditView = ({ id, at, action, actor, detail }: TrailLine): AuditView => ({
  id,
  at,
  action,
  actor,
  detail: { ...detail },
});

export const keyView = ({ accountId, ...key }: ApiKey): KeyView => ({
  ...key,
  scopes: [...key.scopes],
  cidrs: [...key.cidrs],
});

/** The usage of the period and of the credit, and the state of their counters. */
export type Used = {
  readonly used: number;
  readonly counter: CounterState | null;
  readonly ofCredit: number;
  readonly creditCounter: CounterState | null;
  readonly spendCap: SpendCap | null;
};

/** GET /v1/usage, /v1/usage/current; without a period zeros and nulls. */
export function usageView(entitlement: Entitlement, used: Used, data: readonly UsageBucket[]): UsageView {
  const { period, allowance, credit } = entitlement;
  const bound = period ? boundOf(entitlement, used.spendCap) : null;
  const left = bound === null ? null : quotaLeft(bound, used.used, used.counter);
  return {
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    allowance: period ? allowance : null,
    used: used.used,
    remaining: left?.remaining ?? null,
    held: left?.held ?? 0,
    unusable: left?.unusable ?? 0,
    untold: left?.untold ?? used.counter?.untold ?? 0,
    credit: credit ? creditView(credit.units, used) : null,
    data: [...data],
  };
}

const creditView = (bought: number, { ofCredit, creditCounter }: Used): UsageView['credit'] => ({
  bought,
  used: ofCredit,
  ...quotaLeft(bought, ofCredit, creditCounter),
});
