import type { Catalog } from '../catalog/catalog.ts';
import { cardExpiring } from './card-notice.ts';
import { firstPaymentFailed } from './first-payment-notice.ts';
import { isLive } from './grant.ts';
import { dayMs, isSoon, type Known, noticeViewOf, occasion, plannedEndOf, type View } from './notice-view.ts';
import { isTrialRefusal, type TrialRefusal } from './subscription.ts';
import { trialRefused } from './trial-notice.ts';
import { type Unpaid, whyUnpaid } from './unpaid.ts';

/**
 * A message to a buyer about one subscription. Its id names the occasion, so a notice that is found twice is sent once. `name` is the
 * plan's or badge's; times are ISO-8601 UTC.
 */
export type Notice = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'trial_ending'; readonly endsAt: string }
  /** A payment is missing. Access ends at `accessUntil`; null: it has ended, or never began. */
  | {
      readonly kind: 'payment_failed';
      /**
       * Absent: a charge failed, or its invoice was given up. `debit_returned`: the first debit came back, which ended the subscription.
       */
      readonly because?: 'debit_returned' | 'location_unknown' | 'not_invoiced';
      readonly accessUntil: string | null;
      readonly payAt: string | null;
    }
  /** `payAt`: Stripe's page to pay the invoice; null where nothing is to be paid, or Stripe gave none. */
  | {
      readonly kind: 'access_ending';
      readonly because: 'canceled' | 'invoice_overdue';
      readonly accessUntil: string;
      readonly payAt: string | null;
    }
  /** Its trial was ended immediately, because this account or this card has had one. */
  | { readonly kind: 'trial_refused'; readonly because: TrialRefusal }
  /** The card's last month, `2026-12`, is over before the renewal at `renewsAt`. */
  | {
      readonly kind: 'card_expiring';
      readonly brand: string;
      readonly last4: string;
      readonly lastMonth: string;
      readonly renewsAt: string;
    }
  /** `because` is absent where it was cancelled or paused, or a payment is missing. */
  | { readonly kind: 'access_ended'; readonly because?: 'refunded' | 'disputed' }
  | { readonly kind: 'plan_changed'; readonly from: string; readonly interval: 'day' | 'week' | 'month' | 'year' }
  /** The operator moved it to the price in force; `startsAt` null: since now. Amounts in minor units, all seats together. */
  | {
      readonly kind: 'price_changed';
      readonly beforeMinor: number;
      readonly afterMinor: number;
      readonly currency: string;
      readonly interval: 'month' | 'year';
      readonly startsAt: string | null;
    }
  /** This share of the period's allowance is used; a new period begins at `renewsAt`. `overage`: usage beyond it is served and billed. */
  | {
      readonly kind: 'usage_reached';
      readonly percent: 80 | 100;
      readonly allowance: number;
      readonly unit: 'record' | 'request';
      readonly overage: boolean;
      readonly renewsAt: string;
    }
  /** This share of the units that the spend cap of `amountMinor` pays for is used; a new period begins at `renewsAt`. */
  | {
      readonly kind: 'spend_cap_reached';
      readonly percent: 80 | 100;
      readonly amountMinor: number;
      readonly currency: string;
      readonly renewsAt: string;
    }
  /** An automatic top-up failed: the card was refused, or there was none. `isOff`: it is not tried again. */
  | { readonly kind: 'top_up_failed'; readonly amountMinor: number; readonly currency: string; readonly isOff: boolean }
  /** The units of prepaid credit left; 0: none. */
  | { readonly kind: 'credit_low'; readonly left: number }
);

/** As Stripe's `customer.subscription.trial_will_end`. */
const trialNoticeMs = 3 * dayMs;

/**
 * The notices for a buyer whose billing was `before` and is now `after`. A subscription of another product has none. A new one has only
 * notices of the future: its trial's end, or a payment to make.
 */
export function noticesOf(catalog: Catalog, before: Known, after: Known & { readonly at: string }): Notice[] {
  const found = after.subscriptions.flatMap((subscription) => {
    const old = before.subscriptions.find(({ id }) => id === subscription.id);
    const was = old && before.at !== null ? noticeViewOf(catalog, old, { ...before, at: before.at }) : null;
    const is = noticeViewOf(catalog, subscription, after);
    return is ? rules.flatMap((rule) => rule(was, is) ?? []) : [];
  });
  const notices = [...found, ...endedUnlisted(catalog, before, after)];
  return notices.filter(({ id }, i) => notices.findIndex((each) => each.id === id) === i);
}

/** Access also ends with a subscription that Stripe no longer lists, as after its customer was deleted. */
function endedUnlisted(catalog: Catalog, { at, ...before }: Known, after: Known & { readonly at: string }): Notice[] {
  if (at === null) return [];
  const unlisted = before.subscriptions.filter(({ id }) => !after.subscriptions.some((each) => each.id === id));
  const views = unlisted.flatMap((subscription) => noticeViewOf(catalog, subscription, { ...before, at }) ?? []);
  const ended = views.filter(({ access }) => access !== 'none');
  return ended.map((view) => ({ ...occasion(view, 'access_ended', after.at), kind: 'access_ended' }));
}

type Rule = (was: View | null, is: View) => Notice | null;

const trialEnding: Rule = (was, is) => {
  const endsAt = trialEndOf(is);
  if (endsAt === null || !isSoon(endsAt, is.at, trialNoticeMs)) return null;
  if (was && trialEndOf(was) === endsAt && isSoon(endsAt, was.at, trialNoticeMs)) return null;
  return { ...occasion(is, 'trial_ending', endsAt), kind: 'trial_ending', endsAt };
};

/** When a trial ends that is followed by a payment; null: it is none. */
const trialEndOf = ({ subscription, main }: View): string | null =>
  subscription.status === 'trialing' && plannedEndOf(subscription, main.item.periodEnd) === null
    ? main.item.periodEnd
    : null;

const paymentFailed: Rule = (was, is) => {
  const failure = failureOf(is);
  if (failure === null || (was && failureOf(was)?.which === failure.which)) return null;
  const { which, because } = failure;
  const content = { kind: 'payment_failed', accessUntil: is.accessUntil, payAt: payAtOf(is) } as const;
  return { ...occasion(is, 'payment_failed', which), ...content, ...(because && { because }) };
};

const payAtOf = ({ subscription }: View): string | null => subscription.latestInvoice?.url ?? null;

type Failure = {
  /** Names the invoice, and says so where it could not be made. */
  readonly which: string;
  readonly because?: Exclude<Unpaid, 'given_up'>;
};

/** The invoice whose charge failed, that was given up, or that could not be made. */
function failureOf({ subscription, main }: View): Failure | null {
  if (!isLive(subscription)) return null;
  const { status, collection, latestInvoice } = subscription;
  const which = latestInvoice?.createdAt ?? main.item.periodStart;
  const unpaid = whyUnpaid(subscription);
  if (unpaid !== null && unpaid !== 'given_up') return { which: `${which}:not_invoiced`, because: unpaid };
  const isFailed = collection === 'charge_automatically' && (status === 'past_due' || unpaid === 'given_up');
  return isFailed ? { which } : null;
}

const invoiceOverdue: Rule = (was, is) => {
  const invoice = overdueInvoiceOf(is);
  if (invoice === null || is.accessUntil === null || (was && overdueInvoiceOf(was) === invoice)) return null;
  const content = { kind: 'access_ending', because: 'invoice_overdue', accessUntil: is.accessUntil } as const;
  return { ...occasion(is, 'invoice_overdue', invoice), ...content, payAt: payAtOf(is) };
};

/** The creation time of an overdue invoice, sent to be paid by a date, while access goes on in grace; null: none. */
const overdueInvoiceOf = ({ subscription: { collection, latestInvoice }, access, at }: View): string | null =>
  collection === 'send_invoice' &&
  access === 'grace' &&
  latestInvoice?.status === 'open' &&
  Date.parse(latestInvoice.dueAt ?? '') <= Date.parse(at)
    ? latestInvoice.createdAt
    : null;

const cancelPlanned: Rule = (was, is) => {
  const end = plannedEndOf(is.subscription, is.main.item.periodEnd);
  if (!was || end === null || is.access === 'none') return null;
  if (plannedEndOf(was.subscription, was.main.item.periodEnd) !== null) return null;
  const content = { kind: 'access_ending', because: 'canceled', accessUntil: end, payAt: null } as const;
  return { ...occasion(is, 'cancel_planned', is.at), ...content };
};

/** Another notice tells of a refused trial and of a failed first payment. */
const accessEnded: Rule = (was, is) => {
  if (!was || was.access === 'none' || is.access !== 'none') return null;
  const { endedBecause: because } = is.subscription;
  if (isTrialRefusal(because) || because === 'first_payment_failed') return null;
  return { ...occasion(was, 'access_ended', is.at), kind: 'access_ended', ...(because && { because }) };
};

const planChanged: Rule = (was, is) => {
  if (!was || !isLive(was.subscription) || !isLive(is.subscription)) return null;
  if (has(is, was.main.item.lookupKey) || has(was, is.main.item.lookupKey)) return null;
  const content = { kind: 'plan_changed', from: was.name, interval: is.main.item.interval } as const;
  return { ...occasion(is, 'plan_changed', is.at), ...content };
};

const has = ({ subscription }: View, lookupKey: string | null): boolean =>
  subscription.items.some((item) => item.lookupKey === lookupKey);

const rules = [
  trialRefused,
  trialEnding,
  cardExpiring,
  paymentFailed,
  firstPaymentFailed,
  invoiceOverdue,
  cancelPlanned,
  accessEnded,
  planChanged,
];
