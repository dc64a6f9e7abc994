/**
 * The monthly value of an organization's subscriptions, as rollups of revenue count it, with the part that fails or is to end. It follows from
 * the subscriptions alone, so it is the same whenever it is computed. Decision 0135 names Stripe's definition.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { soldId } from '../catalog/look-up.ts';
import type { MinorAmount } from '../money.ts';
import { failingPaymentsOf, type OwedPayment } from './failing-payments.ts';
import { grantsOf, mainItemOf } from './grant.ts';
import { plannedEndOf } from './notice-view.ts';
import { priceOf } from './period-amount.ts';
import type { Subscription, SubscriptionItem } from './subscription.ts';
import { wasNeverPaid } from './unpaid.ts';

/** The monthly value of a subscription. */
export type RecurringPart = MinorAmount & {
  readonly subscription: string;
  /** `plan:ID` or `badge:ID`; `other` for a price that the catalogue does not have. */
  readonly sold: string;
};

/** Money that is lost unless somebody does something: a payment fails, or its buyer cancelled. `day` is a UTC day. */
export type RevenueRisk = MinorAmount & { readonly cause: RiskCause; readonly day: string };

/** Why money is at risk. */
export const riskCauses = ['failing', 'cancelled'] as const;
/** Why money is at risk. */
export type RiskCause = (typeof riskCauses)[number];

/** All that is counted of one organization. */
export type Recurring = {
  readonly parts: readonly RecurringPart[];
  readonly risks: readonly RevenueRisk[];
  /** Its payments that fail, without links. */
  readonly failing: readonly FailingPart[];
};

/** A failing payment as lists of all organizations keep it. */
export type FailingPart = Omit<OwedPayment, 'payAt'>;

/** The value of an organization that pays nothing. */
export const nothingRecurring: Recurring = { parts: [], risks: [], failing: [] };

/** How many of an interval a year has, as Stripe's year has 365 days. */
const intervalsOfYear = { day: 365, week: 365 / 7, month: 12, year: 1 } as const;

/** All that is counted of an organization with these subscriptions. */
export function recurringOf(catalog: Catalog, subscriptions: readonly Subscription[]): Recurring {
  const counted = subscriptions.filter(isCounted);
  const parts = counted.flatMap((each) => partOf(catalog, each) ?? []);
  const failing = subscriptions.flatMap((each) => failingPartOf(catalog, each));
  const risks = counted.flatMap((each) => {
    const part = parts.find(({ subscription }) => subscription === each.id);
    const risk = riskOf(
      catalog,
      each,
      failing.some(({ subscription }) => subscription === each.id),
    );
    return part && risk ? [{ amountMinor: part.amountMinor, currency: part.currency, ...risk }] : [];
  });
  return { parts, risks, failing };
}

/** Stripe counts `active` and `past_due`. A first payment that was never made counts nothing here. */
const isCounted = (subscription: Subscription): boolean =>
  ['active', 'past_due'].includes(subscription.status) && !wasNeverPaid(subscription);

function partOf(catalog: Catalog, subscription: Subscription): RecurringPart | null {
  const { id, currency, items } = subscription;
  if (currency === undefined) return null;
  const amountMinor = items.reduce((sum, item) => sum + monthlyOf(catalog, item, currency), 0);
  const main = mainItemOf(catalog, subscription);
  if (amountMinor === 0) return null;
  return { subscription: id, sold: main ? soldId(main.sold) : 'other', amountMinor, currency };
}

/** Usage is no promise, so a metered price counts nothing. */
function monthlyOf(catalog: Catalog, item: SubscriptionItem, currency: string): number {
  if (item.metered) return 0;
  const unitMinor = priceOf(catalog, item, currency) ?? 0;
  return Math.round((unitMinor * item.quantity * intervalsOfYear[item.interval]) / 12);
}

function riskOf(
  catalog: Catalog,
  subscription: Subscription,
  fails: boolean,
): Pick<RevenueRisk, 'cause' | 'day'> | null {
  const end = fails ? lastAccessOf(catalog, subscription) : endOf(subscription);
  return end === null ? null : { cause: fails ? 'failing' : 'cancelled', day: end.slice(0, 10) };
}

const endOf = (subscription: Subscription): string | null =>
  plannedEndOf(
    subscription,
    subscription.items
      .map(({ periodEnd }) => periodEnd)
      .toSorted()
      .at(-1) ?? subscription.createdAt,
  );

/** When the last access that it gives ends, whatever the time is now; null: it gives none. */
const lastAccessOf = (catalog: Catalog, subscription: Subscription): string | null =>
  grantsOf(catalog, [subscription])
    .flatMap(({ paidUntil, fullUntil, graceUntil, overdueGrace }) => [
      ...[paidUntil, fullUntil, graceUntil],
      ...(overdueGrace ? [overdueGrace.until] : []),
    ])
    .toSorted()
    .at(-1) ?? null;

const longAgo = new Date(0);

function failingPartOf(catalog: Catalog, subscription: Subscription): FailingPart[] {
  return failingPaymentsOf(catalog, { subscriptions: [subscription], autoTopUp: null }, longAgo).map(
    ({ payAt, ...owed }) => ({ ...owed, accessUntil: lastAccessOf(catalog, subscription) }),
  );
}
