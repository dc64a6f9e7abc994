import type Stripe from 'stripe';
import type { Random } from '../../../datasets/random.ts';
import type { SubscriptionPayment } from '../../../shared/domain/billing/returned.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import { type StripeGateway, StripeUnavailable } from '../../../shared/stripe/gateway.ts';
import { endingComments, subscriptionOf } from '../../../shared/stripe/subscriptions.ts';

const day = 86_400;

/** `refunded_at` is the model's own field: when everything paid was refunded. */
type Invoice = { id: string; created: number; due_date: null; status: string; refunded_at?: number };

/** The part of Stripe's subscription object that the storm reads, under Stripe's names. Times are epoch seconds. */
export type StripeSubscription = {
  id: string;
  object: 'subscription';
  customer: string;
  metadata: Record<string, string>;
  status: string;
  created: number;
  cancel_at_period_end: boolean;
  cancel_at: number | null;
  canceled_at: number | null;
  ended_at: number | null;
  cancellation_details: { reason: string; comment: string } | null;
  pause_collection: null | { behavior: 'void' };
  collection_method: 'charge_automatically';
  automatic_tax: { enabled: false; disabled_reason: null };
  currency: 'usd';
  schedule: null;
  pending_update: null;
  default_payment_method: null;
  latest_invoice: Invoice;
  items: { object: 'list'; has_more: false; data: StripeItem[] };
};

type StripeItem = {
  id: string;
  object: 'subscription_item';
  subscription: string;
  quantity: number;
  current_period_start: number;
  current_period_end: number;
  price: { id: string; lookup_key: string; metadata: object; recurring: { interval: 'month' } };
};

/** Lookup keys of the default catalogue, and one price that is not ours. */
export const lookupKeys = ['basic_monthly', 'pro_monthly', 'verified_monthly', 'somebody_elses'] as const;

export const priceOf = (lookupKey: string): StripeItem['price'] => ({
  id: `price_${lookupKey}`,
  lookup_key: lookupKey,
  metadata: {},
  recurring: { interval: 'month' },
});

/** A subscription that was created at `created` and waits for its first payment. */
export function newSubscription({ id, customer }: { id: string; customer: string }, created: number, random: Random) {
  const item: StripeItem = {
    id: `si_${id}`,
    object: 'subscription_item',
    subscription: id,
    quantity: 1,
    current_period_start: created,
    current_period_end: created + 30 * day,
    price: priceOf(random.pick(lookupKeys)),
  };
  const made: StripeSubscription = {
    id,
    object: 'subscription',
    customer,
    metadata: { subscriptionId: `row_${id}`, referenceId: customer },
    status: random.pick(['incomplete', 'trialing', 'active']),
    created,
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
    ended_at: null,
    cancellation_details: null,
    pause_collection: null,
    collection_method: 'charge_automatically',
    automatic_tax: { enabled: false, disabled_reason: null },
    currency: 'usd',
    schedule: null,
    pending_update: null,
    default_payment_method: null,
    latest_invoice: { id: `in_${id}_0`, created, due_date: null, status: 'open' },
    items: { object: 'list', has_more: false, data: [item] },
  };
  return made;
}

type Step = (subscription: StripeSubscription, at: number, random: Random) => void;

const become =
  (status: string): Step =>
  (subscription) => {
    subscription.status = status;
    if (status === 'active') subscription.latest_invoice = { ...subscription.latest_invoice, status: 'paid' };
  };
const end: Step = (subscription, at) => {
  Object.assign(subscription, { status: 'canceled', canceled_at: at, ended_at: at });
};
const renew: Step = (subscription, at) => {
  const item = itemOf(subscription);
  item.current_period_start = item.current_period_end;
  item.current_period_end += 30 * day;
  subscription.latest_invoice = { id: `in_${subscription.id}_${at}`, created: at, due_date: null, status: 'paid' };
};
const changePlan: Step = (subscription, _at, random) => {
  itemOf(subscription).price = priceOf(random.pick(lookupKeys));
};
const turnCancel: Step = (subscription, at) => {
  const cancels = !subscription.cancel_at_period_end;
  subscription.cancel_at_period_end = cancels;
  subscription.cancel_at = cancels ? itemOf(subscription).current_period_end : null;
  subscription.canceled_at = cancels ? at : null;
};
const turnCollection: Step = (subscription) => {
  subscription.pause_collection = subscription.pause_collection ? null : { behavior: 'void' };
};

/** Refunds a subscription of ours. One with a foreign price is never refunded: if it later changed to our price, no event would report the refund. */
const giveBack: Step = (subscription, at) => {
  if (itemOf(subscription).price.lookup_key === 'somebody_elses') return;
  subscription.latest_invoice = { ...subscription.latest_invoice, status: 'paid', refunded_at: at };
};

/** Possible changes of a subscription by status; a subscription that has ended has none. */
const steps: Readonly<Record<string, readonly [Step, ...Step[]]>> = {
  incomplete: [become('active'), become('active'), become('incomplete_expired')],
  trialing: [become('active'), become('active'), become('paused'), turnCancel, end],
  active: [renew, renew, changePlan, turnCancel, turnCollection, giveBack, become('past_due'), end],
  past_due: [become('active'), become('active'), become('unpaid'), end],
  unpaid: [become('active'), end],
  paused: [become('active'), end],
};

/** Changes the subscription as Stripe would at `at`; one that has ended stays as it is. */
export function step(subscription: StripeSubscription, at: number, random: Random): void {
  const possible = steps[subscription.status];
  if (possible) random.pick(possible)(subscription, at, random);
}

function itemOf({ id, items }: StripeSubscription): StripeItem {
  const [item] = items.data;
  if (!item) throw new Error(`${id} has no item`);
  return item;
}

/** Stripe's present state, which changes while the receiver reads it. */
export type StripeModel = ReturnType<typeof stripeModel>;

export function stripeModel() {
  const subscriptions = new Map<string, StripeSubscription>();
  const byCustomer = new Map<string, Set<string>>();
  /** Subscriptions cancelled by the receiver, which the timeline does not know of; they stay cancelled. */
  const cancelled = new Map<string, Partial<StripeSubscription>>();
  const listed = (customer: string): StripeSubscription[] =>
    [...(byCustomer.get(customer) ?? [])].flatMap((id) => subscriptions.get(id) ?? []).toReversed();
  return {
    subscriptions,
    put(subscription: StripeSubscription): void {
      subscriptions.set(subscription.id, { ...subscription, ...cancelled.get(subscription.id) });
      const known = byCustomer.get(subscription.customer) ?? new Set();
      byCustomer.set(subscription.customer, known.add(subscription.id));
    },
    /** Cancels a subscription as an API call does; one that has ended stays as it is. */
    cancel(id: string, comment: string): void {
      const subscription = subscriptions.get(id);
      if (!subscription || subscription.ended_at !== null) return;
      const at = subscription.latest_invoice.refunded_at ?? subscription.created;
      const cancellation_details = { reason: 'cancellation_requested', comment };
      cancelled.set(id, { status: 'canceled', canceled_at: at, ended_at: at, cancellation_details });
      this.put(subscription);
    },
    /** Payment and refund of the latest invoice, for each of a customer's subscriptions. */
    payments: (customer: string): SubscriptionPayment[] => listed(customer).map(paymentOf),
    customers: () => [...byCustomer.keys()],
    /** All subscriptions of a customer at this instant, newest first, in our terms. */
    list: (customer: string): Subscription[] =>
      listed(customer).map((each) => subscriptionOf(structuredClone(each) as unknown as Stripe.Subscription)),
    retrieve: (id: string): StripeSubscription | undefined => structuredClone(subscriptions.get(id)),
  };
}

function paymentOf({ id, latest_invoice, items }: StripeSubscription): SubscriptionPayment {
  const { created, status, refunded_at } = latest_invoice;
  const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    subscriptionId: id,
    invoicedAt: isoOf(created),
    paysUntil: isoOf(items.data[0]?.current_period_end ?? created),
    paidMinor: status === 'paid' ? 100_00 : 0,
    refundedMinor: refunded_at === undefined ? 0 : 100_00,
    refundedAt: refunded_at === undefined ? null : isoOf(refunded_at),
    dispute: null,
  };
}

/** The part of the gateway that a sync uses, over the model. */
export function modelGateway(model: StripeModel): StripeGateway {
  const owner = (id: string): string | null =>
    model.subscriptions.get(id.replace(/^[a-z]+_(?=sub_)/, ''))?.customer ?? null;
  const gateway: Pick<
    StripeGateway,
    'listSubscriptions' | 'listTopUps' | 'customerOf' | 'listReturned' | 'listRefunds' | 'endBecause'
  > = {
    listSubscriptions: async (customerId) => model.list(customerId),
    listTopUps: async () => [],
    customerOf: async ({ id }) => owner(id),
    listReturned: async (customerId) => model.payments(customerId),
    listRefunds: async () => [],
    endBecause: async (id, because) => model.cancel(id, endingComments[because]),
  };
  return new Proxy(gateway as StripeGateway, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new StripeUnavailable(new Error(`No ${String(name)} in this model`)))),
  });
}
