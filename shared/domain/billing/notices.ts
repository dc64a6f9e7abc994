import type { Catalog } from '../catalog/catalog.ts';
import type { Notice } from '../mail/message.ts';
import { cardExpiring } from './card-notice.ts';
import { firstPaymentFailed } from './first-payment-notice.ts';
import { isLive } from './grant.ts';
import { dayMs, isSoon, type Known, noticeViewOf, occasion, plannedEndOf, type View } from './notice-view.ts';
import { isTrialRefusal } from './subscription.ts';
import { trialRefused } from './trial-notice.ts';
import { type Unpaid, whyUnpaid } from './unpaid.ts';

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
