import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type {
  Card,
  ChangedItem,
  EndedBecause,
  Subscription,
  SubscriptionItem,
  Trial,
} from '../domain/billing/subscription.ts';
import { cardToFollow, scheduledItemsMetadata } from './our-schedules.ts';

/** Metadata that a price of ours carries: its lookup key for good, also after a newer price has taken that over. */
export const lookupKeyMetadata = 'tollgate_lookup_key';

/** Metadata of a subscription whose trial our checkout gave: how many days. */
export const trialMetadata = 'tollgate_trial_days';

/** The fields to expand in a list of subscriptions for `subscriptionOf`. */
export const expandedInList = [
  'data.latest_invoice',
  'data.schedule',
  'data.default_payment_method',
  'data.customer.invoice_settings.default_payment_method',
];

/** A subscription of Stripe's (API 2026-10-28, expanded) in our words; `amounts` say what its prices cost in its currency. */
export function subscriptionOf(subscription: Stripe.Subscription, amounts: AmountIn = ownAmount): Subscription {
  return {
    id: subscription.id,
    status: subscription.status,
    createdAt: isoOf(subscription.created),
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    cancelAt: isoOrNull(subscription.cancel_at),
    endedAt: isoOrNull(subscription.ended_at),
    ...endedBecauseOf(subscription),
    currency: subscription.currency,
    collectionPaused: subscription.pause_collection !== null,
    ...untaxedOf(subscription),
    collection: subscription.collection_method === 'send_invoice' ? 'send_invoice' : 'charge_automatically',
    latestInvoice: invoiceOf(subscription.latest_invoice),
    items: subscription.items.data.map((item) => itemOf(item, amounts(item.price, subscription.currency))),
    ...pendingOf(subscription),
    ...scheduledOf(subscription),
    ...cardOf(methodOf(subscription)),
    ...debitOf(methodOf(subscription)),
    ...trialOf(subscription),
  };
}

/** Where Stripe disabled tax by itself, it says why. */
const untaxedOf = ({ automatic_tax: tax }: Stripe.Subscription): { isUntaxed?: true } =>
  !tax.enabled && tax.disabled_reason !== null ? { isUntaxed: true } : {};

function pendingOf({ pending_update, latest_invoice }: Stripe.Subscription): Pick<Subscription, 'pendingChange'> {
  const items = pending_update?.subscription_items;
  if (!pending_update || !items) return {};
  const isOpen = latest_invoice !== null && typeof latest_invoice !== 'string' && latest_invoice.status === 'open';
  const invoiceUrl = isOpen ? (latest_invoice.hosted_invoice_url ?? null) : null;
  return { pendingChange: { items: items.map(changedOf), expiresAt: isoOf(pending_update.expires_at), invoiceUrl } };
}

/** The scheduled change. Only Stripe knows what a schedule brings that is not ours. */
function scheduledOf(subscription: Stripe.Subscription): Pick<Subscription, 'scheduledChange'> {
  const { schedule } = subscription;
  if (schedule === null || typeof schedule === 'string') return {};
  const items = schedule.metadata?.[scheduledItemsMetadata];
  const start = schedule.current_phase?.end_date;
  const isToCome = schedule.phases.some(({ start_date }) => start_date === start);
  if (items === undefined || start === undefined || !isToCome) return {};
  const followed = cardToFollow(subscription) === null ? {} : ({ hasOtherCard: true } as const);
  return { scheduledChange: { items: JSON.parse(items) as ChangedItem[], at: isoOf(start), ...followed } };
}

/** The cost of one of a price in a currency, in minor units; null where that is not known, or is by use. */
export type AmountIn = (price: Stripe.Price, currency: string) => number | null;

/** A price in several currencies shows its own one only. */
const ownAmount: AmountIn = (price, currency) => (price.currency === currency ? price.unit_amount : null);

function itemOf(
  { price, quantity, current_period_start, current_period_end, created, id }: Stripe.SubscriptionItem,
  unitAmountMinor: number | null,
): SubscriptionItem {
  const isMetered = price.recurring?.usage_type === 'metered';
  return {
    ...changedOf({ price, quantity }),
    ...(!isMetered && unitAmountMinor !== null && { unitAmountMinor }),
    interval: intervalOf(price),
    periodStart: isoOf(current_period_start),
    periodEnd: isoOf(current_period_end),
    ...(isMetered && { metered: { itemId: id, since: isoOf(created) } }),
  };
}

const changedOf = ({ price, quantity }: Pick<Stripe.SubscriptionItem, 'price' | 'quantity'>): ChangedItem => ({
  lookupKey: lookupKeyOf(price),
  quantity: quantity ?? 1,
});

/** The lookup key that a price has, or had before a newer one took it over; null: it is not ours. */
export const lookupKeyOf = ({ metadata, lookup_key }: Stripe.Price): string | null =>
  metadata[lookupKeyMetadata] ?? lookup_key;
/** Said in Stripe when we end a subscription, and read from there again: the reason is Stripe's to keep, like the end itself. */
export const endingComments: Readonly<Record<EndedBecause, string>> = {
  refunded: '[refunded] All that was paid for the period was refunded, which ends the subscription.',
  first_payment_failed: '[first_payment_failed] The bank returned the first payment, which ends the subscription.',
  disputed: '[disputed] A payment is or was disputed, which ends the subscription.',
  account_had_trial: '[account_had_trial] There is one trial an account, and this account has had one.',
  card_had_trial: '[card_had_trial] There is one trial a card, and this card has had one.',
};

/** Stripe can be set to end disputed subscriptions by itself: then it gives the reason. */
function endedBecauseOf({ ended_at, cancellation_details }: Stripe.Subscription): { endedBecause?: EndedBecause } {
  if (ended_at === null) return {};
  if (cancellation_details?.reason === 'payment_disputed') return { endedBecause: 'disputed' };
  const ours = /^\[(\w+)\]/.exec(cancellation_details?.comment ?? '')?.[1] ?? '';
  return Object.hasOwn(endingComments, ours) ? { endedBecause: ours as EndedBecause } : {};
}

const intervals = ['day', 'week', 'month', 'year'] as const;

function intervalOf({ id, recurring }: Stripe.Price): SubscriptionItem['interval'] {
  const interval = intervals.find((each) => each === recurring?.interval);
  if (!interval) throw new Error(`Price ${id} recurs by "${recurring?.interval}", which is not known here`);
  return interval;
}

function invoiceOf(invoice: Stripe.Subscription['latest_invoice']): Subscription['latestInvoice'] {
  if (invoice === null || typeof invoice === 'string') return null;
  return {
    createdAt: isoOf(invoice.created),
    dueAt: isoOrNull(invoice.due_date),
    status: invoice.status,
    ...(invoice.billing_reason === 'subscription_create' && { isFirst: true }),
    ...(ofPeriods.includes(invoice.billing_reason ?? '') && { totalMinor: invoice.total }),
    ...(invoice.status_details?.uncollectible?.reason === 'subscription_paused' && { isWithheld: true }),
    ...finalizationOf(invoice),
    ...(isPayable(invoice) && invoice.hosted_invoice_url && { url: invoice.hosted_invoice_url }),
  };
}

/** Invoices of whole periods; any other is over a change. https://docs.stripe.com/api/invoices/object#invoice_object-billing_reason */
const ofPeriods = ['subscription_create', 'subscription_cycle'];

/** An invoice that was given up can still be paid (https://docs.stripe.com/invoicing/integration/workflow-transitions). */
const isPayable = ({ status }: Stripe.Invoice): boolean => status === 'open' || status === 'uncollectible';

/** Stripe clears the error once the invoice is final. */
const finalizationOf = ({ last_finalization_error: error }: Stripe.Invoice): { finalizationError?: string } =>
  error ? { finalizationError: error.code ?? error.type } : {};

/** Its own payment method, else its customer's default, as Stripe charges. Legacy sources are not looked at. */
function methodOf({ default_payment_method: own, customer }: Stripe.Subscription): Stripe.PaymentMethod | null {
  const theirs = typeof customer === 'object' && !customer.deleted ? customer.invoice_settings : undefined;
  const method = own ?? theirs?.default_payment_method;
  return typeof method === 'object' ? method : null;
}

function cardOf(method: Stripe.PaymentMethod | null): { card?: Card } {
  if (!method?.card) return {};
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { card: { brand, last4, expMonth, expYear } };
}

/** Methods that Stripe keeps no change waiting for: https://docs.stripe.com/billing/subscriptions/pending-updates */
const debits = ['acss_debit', 'au_becs_debit', 'bacs_debit', 'nz_bank_account', 'sepa_debit', 'us_bank_account'];

const debitOf = (method: Stripe.PaymentMethod | null): { isDebited?: true } =>
  method && debits.includes(method.type) ? { isDebited: true } : {};

function trialOf(subscription: Stripe.Subscription): { trial?: Trial } {
  const { trial_start, trial_end, metadata } = subscription;
  if (!trial_start || !trial_end) return {};
  const fingerprint = fingerprintOf(methodOf(subscription));
  return {
    trial: {
      startedAt: isoOf(trial_start),
      endsAt: isoOf(trial_end),
      isOffered: metadata[trialMetadata] !== undefined,
      ...(fingerprint && { fingerprint }),
    },
  };
}

/** A hash of Stripe's fingerprint, which is the same for one card or bank account wherever it is used in one Stripe account. */
export function fingerprintOf(method: Stripe.PaymentMethod | null): string | undefined {
  const fingerprint = (method?.card ?? method?.sepa_debit ?? method?.us_bank_account)?.fingerprint;
  return fingerprint ? createHash('sha256').update(fingerprint).digest('base64url') : undefined;
}

/** Stripe's epoch seconds as ISO-8601 UTC. */
export const isoOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();
const isoOrNull = (epochSeconds: number | null): string | null => (epochSeconds === null ? null : isoOf(epochSeconds));
