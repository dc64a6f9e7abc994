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
  /** The first payment is under way (a bank debit): nothing is granted yet. */
  awaitsFirstPayment: boolean;
  periodStart: string;
  periodEnd: string;
  /** It was cancelled for the end of its period, here or in Stripe's portal, which can be taken back. */
  cancelAtPeriodEnd: boolean;
  /** The end of a cancelled subscription: its period's end, or a date that the operator set. Null where it renews or has ended. */
  endsAt: string | null;
  /** Null where it goes on, or ended in another way. */
  endedBecause: 'refunded' | 'disputed' | 'first_payment_failed' | 'account_had_trial' | 'card_had_trial' | null;
  /** Nobody pays its latest invoice, though `status` does not say so: it was given up, or could not be made. Null elsewhere. */
  unpaidBecause: 'given_up' | 'location_unknown' | 'not_invoiced' | null;
  /** The currency that it is paid in; null where that is not known yet. */
  currency: string | null;
  /** Its cost for a period, all affiliates together, at its own price, older ones too; before discounts and tax. Null where not known. */
  amount: Money | null;
  /** The total of its latest invoice of a period, with discounts, usage and tax. Null in a trial, after a change, and where not known. */
  invoiced: Money | null;
  /** By when its latest invoice is to be paid by transfer; null where none is. */
  invoiceDueAt: string | null;
  /** Its payment has failed, is overdue or was given up: what it pays for goes on until `accessUntil`, null where that has ended. Null: nothing fails. */
  failingPayment: { accessUntil: string | null } | null;
  /** Where the invoice is paid that keeps it from going on; null where there is none. */
  payAt: string | null;
  /** A change that is invoiced and not paid yet: it holds once it is, and is dropped at `expiresAt`. `url`: where it is paid. */
  pending: (ChangedView & { expiresAt: string; url: string | null }) | null;
  /** A change that comes with the period that begins `at`. */
  scheduled: (ChangedView & { at: string }) | null;
};

/** The price and affiliates that a subscription changes to. */
export type ChangedView = { price: string | null; affiliates: number };

/**
 * The time and the cost of a change that was not made.
 * `now`: `due` is charged at once, to the cent if the change is made with the same `prorationAt`. `period_end`: `due` is the first invoice
 * then.
 * `kept`: only an unpaid or planned change is dropped. `already`: the subscription has it, or will.
 */
export type ChangePreviewView = {
  when: 'now' | 'period_end' | 'kept' | 'already';
  /** When it takes effect; null: at once. */
  at: string | null;
  prorationAt: string | null;
  /** The billing period that begins with it, half-open; null: the present one goes on, or `at` says. */
  period: { start: string; end: string } | null;
  /** It would hold at once, were it not paid by bank debit, which takes days: with a card it does. */
  byDebit: boolean;
  /** Usage past the allowance so far is charged before it, on an invoice of its own. Absent: the plan bills no usage, or changes later. */
  billsUsageFirst?: true;
  /** The amount to pay, credit taken off; null: nothing is invoiced. */
  due: Money | null;
  /** Below 0: kept as credit for the next invoices. */
  total: Money | null;
  lines: { description: string; amount: Money }[];
};
/** A change of a subscription that was made. */
export type ChangeView = { outcome: 'changed' | 'awaiting_payment' | 'scheduled'; subscription: SubscriptionView };
