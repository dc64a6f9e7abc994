import type { Catalog } from '../catalog/catalog.ts';
import { soldName } from '../catalog/look-up.ts';
import { accessAt } from './entitlement.ts';
import { type Grant, isHeld, mainItemOf, type SoldItem } from './grant.ts';
import type { Subscription } from './subscription.ts';

/**
 * Something a buyer has to be told about one subscription. Its id names the occasion, so that whoever finds the same one again
 * tells it once. `name` is the plan's or badge's; times are ISO-8601 UTC.
 */
export type Notice = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'trial_ending'; readonly endsAt: string }
  /** The card was not charged. Access ends at `accessUntil`; null: it has ended. */
  | { readonly kind: 'payment_failed'; readonly accessUntil: string | null }
  | { readonly kind: 'access_ending'; readonly because: 'canceled' | 'invoice_overdue'; readonly accessUntil: string }
  | { readonly kind: 'access_ended' }
  | { readonly kind: 'plan_changed'; readonly from: string; readonly interval: 'day' | 'week' | 'month' | 'year' }
  /** The operator moved it to the price in force; `startsAt` null: since now. Amounts in minor units, all heads together. */
  | {
      readonly kind: 'price_changed';
      readonly beforeMinor: number;
      readonly afterMinor: number;
      readonly currency: string;
      readonly interval: 'month' | 'year';
      readonly startsAt: string | null;
    }
);

/** Billing as it was known at a moment; null: never before. */
export type Known = {
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly Grant[];
  readonly at: string | null;
};

/** As Stripe's `customer.subscription.trial_will_end`. */
const trialNoticeMs = 3 * 86_400_000;

/**
 * What the buyer has to be told when billing, known as `before`, is found to be `after`. Nothing is told of a subscription that is
 * not the catalogue's, and of one that was not known before only what is to come: its trial's end, a payment to make.
 */
export function noticesOf(catalog: Catalog, before: Known, after: Known & { readonly at: string }): Notice[] {
  return after.subscriptions.flatMap((subscription) => {
    const old = before.subscriptions.find(({ id }) => id === subscription.id);
    const was = old && before.at !== null ? viewOf(catalog, old, { ...before, at: before.at }) : null;
    const is = viewOf(catalog, subscription, after);
    return is ? rules.flatMap((rule) => rule(was, is) ?? []) : [];
  });
}

type View = {
  readonly subscription: Subscription;
  readonly main: SoldItem;
  readonly name: string;
  readonly at: string;
  readonly access: 'full' | 'grace' | 'none';
  readonly accessUntil: string | null;
};

function viewOf(catalog: Catalog, subscription: Subscription, known: Known & { readonly at: string }): View | null {
  const main = mainItemOf(catalog, subscription);
  if (!main) return null;
  const now = new Date(known.at);
  const standing = known.grants
    .filter(({ subscriptionId }) => subscriptionId === subscription.id)
    .map((grant) => accessAt(grant, now))
    .filter(({ access }) => access !== 'none');
  const best = standing.find(({ access }) => access === 'full') ?? standing[0];
  const { access, until } = best ?? { access: 'none', until: null };
  return { subscription, main, name: soldName(main.sold), at: known.at, access, accessUntil: until };
}

type Rule = (was: View | null, is: View) => Notice | null;

const trialEnding: Rule = (was, is) => {
  const endsAt = trialEndOf(is);
  if (endsAt === null || !isSoon(endsAt, is.at)) return null;
  if (was && trialEndOf(was) === endsAt && isSoon(endsAt, was.at)) return null;
  return { ...occasion(is, 'trial_ending', endsAt), kind: 'trial_ending', endsAt };
};

/** A trial that is followed by a payment. */
const trialEndOf = ({ subscription, main }: View): string | null =>
  subscription.status === 'trialing' && plannedEndOf(subscription, main.item.periodEnd) === null
    ? main.item.periodEnd
    : null;

function isSoon(time: string, now: string): boolean {
  const left = Date.parse(time) - Date.parse(now);
  return left > 0 && left <= trialNoticeMs;
}

const paymentFailed: Rule = (was, is) => {
  const invoice = unpaidInvoiceOf(is);
  if (invoice === null || (was && unpaidInvoiceOf(was) === invoice)) return null;
  return { ...occasion(is, 'payment_failed', invoice), kind: 'payment_failed', accessUntil: is.accessUntil };
};

/** What names the invoice whose charge failed. */
const unpaidInvoiceOf = ({ subscription, main }: View): string | null =>
  subscription.status === 'past_due' && subscription.collection === 'charge_automatically'
    ? (subscription.latestInvoice?.createdAt ?? main.item.periodStart)
    : null;

const invoiceOverdue: Rule = (was, is) => {
  const invoice = overdueInvoiceOf(is);
  if (invoice === null || is.accessUntil === null || (was && overdueInvoiceOf(was) === invoice)) return null;
  const told = { kind: 'access_ending', because: 'invoice_overdue', accessUntil: is.accessUntil } as const;
  return { ...occasion(is, 'invoice_overdue', invoice), ...told };
};

/** What names the invoice, sent to be paid by a date, that is overdue while access goes on in grace. */
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
  const told = { kind: 'access_ending', because: 'canceled', accessUntil: end } as const;
  return { ...occasion(is, 'cancel_planned', is.at), ...told };
};

/** When it ends because somebody wanted it; null: it goes on, or has ended. */
function plannedEndOf({ cancelAt, cancelAtPeriodEnd, endedAt }: Subscription, periodEnd: string): string | null {
  if (endedAt !== null) return null;
  return cancelAt ?? (cancelAtPeriodEnd ? periodEnd : null);
}

const accessEnded: Rule = (was, is) =>
  was && was.access !== 'none' && is.access === 'none'
    ? { ...occasion(was, 'access_ended', is.at), kind: 'access_ended' }
    : null;

const planChanged: Rule = (was, is) => {
  if (!was || !isHeld(was.subscription) || !isHeld(is.subscription)) return null;
  if (has(is, was.main.item.lookupKey) || has(was, is.main.item.lookupKey)) return null;
  const told = { kind: 'plan_changed', from: was.name, interval: is.main.item.interval } as const;
  return { ...occasion(is, 'plan_changed', is.at), ...told };
};

const has = ({ subscription }: View, lookupKey: string | null): boolean =>
  subscription.items.some((item) => item.lookupKey === lookupKey);

const rules = [trialEnding, paymentFailed, invoiceOverdue, cancelPlanned, accessEnded, planChanged];

/** What happens once has a name of Stripe's; what may happen again is named by when it was found. */
const occasion = ({ subscription, name }: View, word: string, which: string) => ({
  id: `${word}:${subscription.id}:${which}`,
  name,
});
