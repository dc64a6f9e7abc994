import type { Catalog } from '../catalog/catalog.ts';
import type { Sold } from '../catalog/look-up.ts';
import type { MinorAmount } from '../money.ts';
import { type AutoTopUpState, maxFailures } from './auto-top-up.ts';
import { creditPlanOf } from './credit.ts';
import { failingPaymentOf } from './failing-payment.ts';
import { isLive, mainItemOf } from './grant.ts';
import { periodAmountOf } from './period-amount.ts';
import type { Subscription } from './subscription.ts';
import { whyUnpaid } from './unpaid.ts';

/** A payment of an organization that fails, by what it pays for. */
export type OwedPayment = {
  readonly of: 'plan' | 'badge' | 'credit';
  /** The plan's or badge's id; empty for credit, and for a price that the catalogue does not have. */
  readonly id: string;
  /** Null for credit. */
  readonly subscription: string | null;
  /** The total of its invoice, else its price for a period; null where neither is known. */
  readonly amount: MinorAmount | null;
  /** When its invoice was made, or its card was last charged; null where that is not known. */
  readonly since: string | null;
  /** Access goes on until then; null: it has ended, or does not depend on it. */
  readonly accessUntil: string | null;
  /** Stripe's page to pay it; null where there is none. */
  readonly payAt: string | null;
};

/** The state that an organization's failing payments follow from. */
export type Owing = {
  readonly subscriptions: readonly Subscription[];
  readonly autoTopUp: Pick<AutoTopUpState, 'settings' | 'failures' | 'startedAt'> | null;
};

/** Every failing payment of an organization, of plans, badges and credit. Ended access comes first, then the access that ends first. */
export function failingPaymentsOf(
  catalog: Catalog,
  { subscriptions, autoTopUp }: Owing,
  now: Date,
): readonly OwedPayment[] {
  const owed = subscriptions.flatMap((subscription) => owedBy(catalog, subscription, now) ?? []);
  const credit = autoTopUp && owedCredit(catalog, autoTopUp);
  return [...owed.toSorted(byEnd), ...(credit ? [credit] : [])];
}

/** Where to pay the open invoice. A change that waits has its own link, and a debit under way is not to be paid twice. */
export function payAtOf(subscription: Subscription): string | null {
  const { status, latestInvoice, pendingChange } = subscription;
  const isOwed =
    status === 'past_due' || status === 'unpaid' || (isLive(subscription) && whyUnpaid(subscription) === 'given_up');
  return isOwed && !pendingChange ? (latestInvoice?.url ?? null) : null;
}

const byEnd = (a: OwedPayment, b: OwedPayment): number =>
  (a.accessUntil ?? '').localeCompare(b.accessUntil ?? '') || (a.since ?? '').localeCompare(b.since ?? '');

function owedBy(catalog: Catalog, subscription: Subscription, now: Date): OwedPayment | null {
  const failing = failingPaymentOf(catalog, subscription, now);
  if (!failing) return null;
  const sold = mainItemOf(catalog, subscription)?.sold;
  return {
    of: sold?.kind ?? 'plan',
    id: sold ? idOf(sold) : '',
    subscription: subscription.id,
    amount: amountOf(catalog, subscription),
    since: subscription.latestInvoice?.createdAt ?? null,
    accessUntil: failing.accessUntil,
    payAt: payAtOf(subscription),
  };
}

const idOf = (sold: Sold): string => (sold.kind === 'plan' ? sold.plan.id : sold.badge.id);

function amountOf(catalog: Catalog, subscription: Subscription): MinorAmount | null {
  const { currency, latestInvoice } = subscription;
  const amountMinor = latestInvoice?.totalMinor;
  return amountMinor === undefined || currency === undefined
    ? periodAmountOf(catalog, subscription)
    : { amountMinor, currency };
}

/** An automatic top-up fails from its first refusal on. It is off after the last; its owner sets it anew, or turns it off. */
function owedCredit(catalog: Catalog, { settings, failures, startedAt }: NonNullable<Owing['autoTopUp']>) {
  const isOff = settings === null && failures >= maxFailures;
  if (!isOff && (settings === null || failures === 0)) return null;
  const credit = creditPlanOf(catalog)?.credit;
  const amount =
    credit && settings ? { amountMinor: settings.packs * credit.amountMinor, currency: credit.currency } : null;
  const nothing = { subscription: null, accessUntil: null, payAt: null } as const;
  return { of: 'credit', id: '', amount, since: startedAt, ...nothing } as const satisfies OwedPayment;
}
