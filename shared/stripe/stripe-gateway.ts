import type Stripe from 'stripe';
import { allSubscriptions } from './all-subscriptions.ts';
import { invoicing } from './by-invoice.ts';
import { isOurs } from './catalog/current.ts';
import { calling, isMissing, underKey } from './client.ts';
import { inCurrency } from './currency-taken.ts';
import { finalizing } from './finalizing.ts';
import type { CheckoutSession, NewCheckout, StripeGateway } from './gateway.ts';
import { givingBack } from './give-back.ts';
import { idOf } from './id-of.ts';
import { listInvoices } from './invoices.ts';
import { moneyBack } from './payments.ts';
import {
  changeItems,
  dropPlanned,
  previewChange,
  previewRenewal,
  scheduleItems,
  setCancelled,
} from './plan-changes.ts';
import { priceAmounts } from './price-amounts.ts';
import { ofCustomer, pricesOf, sessionOf, taxData } from './sessions.ts';
import { expandedInList, subscriptionOf, trialMetadata } from './subscriptions.ts';
import { toppingUp } from './top-ups.ts';
import { listUndelivered } from './undelivered.ts';
import { unlessEnded } from './unless-ended.ts';

const pageSize = 100;

/** The gateway over Stripe's SDK. Cancelling and resuming say what should be, so repeating them needs no key. */
export function stripeGateway(stripe: Stripe): StripeGateway {
  let configuration: string | undefined;
  const amountsOf = priceAmounts(stripe);
  return {
    createCustomer: ({ accountId, email, organization }, key) =>
      calling(async () => {
        const input = { email, name: organization, metadata: { tollgate_account: accountId } };
        const { id } = await underKey(key, (idempotencyKey) => stripe.customers.create(input, { idempotencyKey }));
        return { customerId: id };
      }),
    isCustomerDeleted: (id) => calling(async () => (await stripe.customers.retrieve(id)).deleted === true),
    createCheckout: (input, idempotencyKey) =>
      calling(() => ofCustomer(() => inCurrency(stripe, input, () => createCheckout(stripe, input, idempotencyKey)))),
    readCheckout: (id) => calling(() => readCheckout(stripe, id)),
    expireCheckout: (id) => calling(() => expireCheckout(stripe, id)),
    createBillingPortalSession: (customer, returnUrl) =>
      calling(async () => {
        configuration ??= await portalConfiguration(stripe);
        const input = { customer, return_url: returnUrl, configuration };
        const { url } = await ofCustomer(() => stripe.billingPortal.sessions.create(input));
        return { url };
      }),
    pricesOf: (lookupKeys) => calling(() => pricesOf(stripe, lookupKeys)),
    ...invoicing(stripe),
    listAll: (cursor) => calling(() => allSubscriptions(stripe, cursor)),
    listSubscriptions: (customerId) => calling(() => listSubscriptions(stripe, customerId, amountsOf)),
    cancelAtPeriodEnd: (id, cancel) => calling(() => unlessEnded(stripe, id, () => setCancelled(stripe, id, cancel))),
    cancelNow: (id) =>
      calling(async () => {
        await unlessEnded(stripe, id, () => cancelNow(stripe, id));
      }),
    previewChange: (change) => calling(() => previewChange(stripe, change)),
    previewRenewal: (change) => calling(() => previewRenewal(stripe, change)),
    changeItems: (change, key) =>
      calling(() => unlessEnded(stripe, change.subscriptionId, () => changeItems(stripe, change, key))),
    scheduleItems: (change, key) =>
      calling(() => unlessEnded(stripe, change.subscriptionId, () => scheduleItems(stripe, change, key))),
    dropPlanned: (id) => calling(() => dropPlanned(stripe, id)),
    ...moneyBack(stripe),
    ...givingBack(stripe),
    ...finalizing(stripe),
    ...toppingUp(stripe),
    listInvoices: (customerId, page) => calling(() => listInvoices(stripe, customerId, page)),
    customerOf: (via) => calling(() => customerOf(stripe, via)),
    listUndelivered: (cursor) => calling(() => listUndelivered(stripe, cursor)),
  };
}

/** What was used past the allowance until now is still owed, on a last invoice. */
async function cancelNow(stripe: Stripe, id: string): Promise<void> {
  const { items } = await stripe.subscriptions.retrieve(id);
  const isMetered = items.data.some(({ price }) => price.recurring?.usage_type === 'metered');
  await stripe.subscriptions.cancel(id, isMetered ? { invoice_now: true } : {});
}

/** The portal configuration that the catalogue command keeps. */
async function portalConfiguration(stripe: Stripe): Promise<string> {
  for await (const each of stripe.billingPortal.configurations.list({ active: true, limit: pageSize })) {
    if (isOurs(each)) return each.id;
  }
  throw new Error('Stripe has no billing portal configuration of ours: run `npm run catalog -- push`');
}

async function createCheckout(stripe: Stripe, input: NewCheckout, idempotencyKey: string): Promise<CheckoutSession> {
  const { lookupKey, heads, overage } = input;
  const counted = [{ lookupKey, quantity: 1 }, ...(heads ? [heads] : [])];
  const lines = [...counted, ...(overage === undefined ? [] : [{ lookupKey: overage }])];
  const lookupKeys = lines.map((line) => line.lookupKey);
  const prices = await pricesOf(stripe, lookupKeys);
  const metadata = { tollgate_account: input.accountId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'subscription',
      customer: input.customerId,
      client_reference_id: input.accountId,
      currency: input.currency,
      ...(input.promotionCodes ? { allow_promotion_codes: true } : {}),
      line_items: lines.map(({ lookupKey: _, ...quantity }, i) => ({ price: prices[i], ...quantity })),
      subscription_data: { metadata, ...trialData(input) },
      ...(input.trialDays === null ? {} : { payment_method_collection: 'always' }),
      ...(input.taxes ? taxData : {}),
      metadata,
      success_url: input.successUrl,
      cancel_url: input.cancelUrl,
    },
    { idempotencyKey },
  );
  return sessionOf(session);
}

function trialData({ accountId, trialDays }: NewCheckout) {
  if (trialDays === null) return {};
  const metadata = { tollgate_account: accountId, [trialMetadata]: String(trialDays) };
  return { metadata, trial_period_days: trialDays };
}

async function readCheckout(stripe: Stripe, id: string): Promise<CheckoutSession | null> {
  try {
    return sessionOf(await stripe.checkout.sessions.retrieve(id));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A session that is not open any more cannot be expired: then what it has become is the answer. */
async function expireCheckout(stripe: Stripe, id: string): Promise<CheckoutSession> {
  const session = await stripe.checkout.sessions.retrieve(id);
  if (session.status !== 'open') return sessionOf(session);
  try {
    return sessionOf(await stripe.checkout.sessions.expire(id));
  } catch (error) {
    const now = await stripe.checkout.sessions.retrieve(id);
    if (now.status === 'open') throw error;
    return sessionOf(now);
  }
}

async function listSubscriptions(stripe: Stripe, customer: string, amountsOf: ReturnType<typeof priceAmounts>) {
  try {
    const list = stripe.subscriptions.list({
      customer,
      status: 'all',
      limit: pageSize,
      expand: expandedInList,
    });
    const subscriptions: Stripe.Subscription[] = [];
    for await (const subscription of list) subscriptions.push(subscription);
    const amounts = await amountsOf(subscriptions);
    return subscriptions.map((each) => subscriptionOf(each, amounts));
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}

type Via = Parameters<StripeGateway['customerOf']>[0];

async function customerOf(stripe: Stripe, { kind, id }: Via): Promise<string | null> {
  const retrieve = {
    charge: () => stripe.charges.retrieve(id),
    invoice: () => stripe.invoices.retrieve(id),
    subscription: () => stripe.subscriptions.retrieve(id),
  };
  try {
    return idOf((await retrieve[kind]()).customer);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
