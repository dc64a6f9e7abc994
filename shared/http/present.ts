/** Domain values as the bodies of answers. */
import { type Counters, remainingOf } from '../domain/access/admit.ts';
import type { Account, Session } from '../domain/accounts/account.ts';
import { applicationState, type BadgeApplication, publicStatus } from '../domain/badges/badge.ts';
import type { Entitlement } from '../domain/billing/entitlement.ts';
import { affiliatesOf, awaitsFirstPayment, awaitsTransfer, isHeld, mainItemOf } from '../domain/billing/grant.ts';
import type { ChangedItem, Subscription } from '../domain/billing/subscription.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import type { ApiKey } from '../domain/keys/key.ts';
import type { Suppression } from '../domain/mail/suppression.ts';
import type { UsageBucket } from '../domain/usage/usage.ts';
import type {
  AccountView,
  BadgeView,
  ChangedView,
  EntitlementView,
  KeyView,
  SubscriptionView,
  UsageView,
} from './views.ts';

/** A subscription; its period and price are its main item's, or its first's where none is ours. */
export function subscriptionView(catalog: Catalog, subscription: Subscription): SubscriptionView {
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
    cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
    endedBecause: subscription.endedBecause ?? null,
    payAt: payAtOf(subscription),
    currency: subscription.currency ?? null,
    pending: pendingView(catalog, subscription),
    scheduled: scheduledView(catalog, subscription),
    invoiceDueAt:
      isHeld(subscription) && awaitsTransfer(subscription) ? (subscription.latestInvoice?.dueAt ?? null) : null,
  };
}

/** A change that waits has its own link, and a debit under way is not to be paid twice. */
const payAtOf = ({ status, latestInvoice, pendingChange }: Subscription): string | null =>
  (status === 'past_due' || status === 'unpaid') && !pendingChange ? (latestInvoice?.url ?? null) : null;

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
  datasets: [...entitlement.datasets],
  allowance: entitlement.allowance,
  unit: entitlement.unit,
  overage: entitlement.overage,
  periodStart: entitlement.period?.start ?? null,
  periodEnd: entitlement.period?.end ?? null,
});

type AccountParts = {
  readonly account: Account;
  readonly session: Session;
  readonly operator: boolean;
  readonly suppression: Suppression | null;
  readonly subscriptions: readonly Subscription[];
  readonly entitlement: Entitlement;
};

/** GET /v1/account */
export const accountView = (catalog: Catalog, parts: AccountParts): AccountView => ({
  id: parts.account.id,
  email: parts.account.email,
  organization: parts.account.organization,
  createdAt: parts.account.createdAt,
  operator: parts.operator,
  signedInBy: parts.session.signedInBy,
  mailHeldBack: parts.suppression?.reason ?? null,
  subscriptions: parts.subscriptions.map((each) => subscriptionView(catalog, each)),
  entitlement: entitlementView(parts.entitlement),
});

/** A key without its secret. */
export const keyView = ({ accountId, ...key }: ApiKey): KeyView => ({
  ...key,
  scopes: [...key.scopes],
  cidrs: [...key.cidrs],
});

export const badgeView = (application: BadgeApplication, paid: boolean): BadgeView => ({
  handle: application.handle,
  kind: application.kind,
  badge: application.badge,
  displayName: application.displayName,
  url: application.url,
  picture: application.picture,
  state: applicationState(application, paid),
  verified: publicStatus(application, paid) === 'verified',
  reason: application.reason,
  appliedAt: application.appliedAt,
  decidedAt: application.decidedAt,
});

/** GET /v1/usage, /v1/usage/current; without a period zeros and nulls. */
export const usageView = (entitlement: Entitlement, counters: Counters, data: readonly UsageBucket[]): UsageView => ({
  periodStart: entitlement.period?.start ?? null,
  periodEnd: entitlement.period?.end ?? null,
  allowance: entitlement.period ? entitlement.allowance : null,
  used: counters.used,
  remaining: entitlement.period ? remainingOf(entitlement, counters) : null,
  data: [...data],
});
