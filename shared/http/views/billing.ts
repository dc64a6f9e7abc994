import type { Money } from './common.ts';

/** A subscription as its buyer sees it. */
export type SubscriptionView = {
  id: string;
  /** Lookup key of the main price. */
  price: string | null;
  plan: string | null;
  badge: string | null;
  /** Paid for beside a badge of an organization. */
  affiliates: number;
  status: string;
  /** The first payment is still running (a bank debit): there is no access yet. */
  awaitsFirstPayment: boolean;
  periodStart: string;
  periodEnd: string;
  /** It ends with its period, and can still be resumed. */
  cancelAtPeriodEnd: boolean;
  /** The end of a cancelled subscription: its period's end, or a date that we agreed. Null where it renews or has ended. */
  endsAt: string | null;
  /** Why we ended it. Null elsewhere. */
  endedBecause: 'refunded' | 'disputed' | 'first_payment_failed' | 'account_had_trial' | 'card_had_trial' | null;
  /** Why its latest invoice stays unpaid although `status` does not say so. Null elsewhere. */
  unpaidBecause: 'given_up' | 'location_unknown' | 'not_invoiced' | null;
  /** The currency that it is paid in; null where that is not known yet. */
  currency: string | null;
  /** Its cost for a period with all affiliates, at its own price; before discounts and tax. Null where not known. */
  amount: Money | null;
  /** The total of its latest invoice of a period, with discounts, usage and tax. Null in a trial, after a change, and where not known. */
  invoiced: Money | null;
  /** By when its latest invoice is to be paid by transfer; null where none is. */
  invoiceDueAt: string | null;
  /** Its payment failed or is overdue: access lasts until `accessUntil`, null where it has ended. Null: no payment fails. */
  failingPayment: { accessUntil: string | null } | null;
  /** Where to pay the open invoice; null where there is none. */
  payAt: string | null;
  /** A change that is not paid yet. It starts once it is paid, and is cancelled at `expiresAt`. `url`: where to pay. */
  pending: (ChangedView & { expiresAt: string; url: string | null }) | null;
  /** A change that comes with the period that begins `at`. */
  scheduled: (ChangedView & { at: string }) | null;
};

/** The price and affiliates that a subscription changes to. */
export type ChangedView = { price: string | null; affiliates: number };

/**
 * The time and the cost of a change that was not made. `now`: `due` is charged immediately, to the cent if the change is made with the same
 * `prorationAt`. `period_end`: `due` is the first invoice then. `kept`: only an unpaid or scheduled change is cancelled. `already`: the
 * subscription has it, or will.
 */
export type ChangePreviewView = {
  when: 'now' | 'period_end' | 'kept' | 'already';
  /** When it takes effect; null: immediately. */
  at: string | null;
  prorationAt: string | null;
  /** The billing period that begins with it, half-open; null: the present one continues, or `at` says. */
  period: { start: string; end: string } | null;
  /** Payment by bank debit takes days. With a card, the change would start immediately. */
  byDebit: boolean;
  /** Extra usage so far is charged before it, on an invoice of its own. Absent: the plan bills no usage, or changes later. */
  billsUsageFirst?: true;
  /** The amount to pay, credit taken off; null: nothing is invoiced. */
  due: Money | null;
  /** Below 0: kept as credit for the next invoices. */
  total: Money | null;
  lines: { description: string; amount: Money }[];
};
/** A change of a subscription that was made. */
export type ChangeView = { outcome: 'changed' | 'awaiting_payment' | 'scheduled'; subscription: SubscriptionView };
