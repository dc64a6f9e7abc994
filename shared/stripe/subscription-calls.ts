import Stripe from 'stripe';
import { allSubscriptions } from './all-subscriptions.ts';
import { calling, isMissing } from './client.ts';
import { completeChange } from './complete-change.ts';
import type { StripeGateway } from './gateway.ts';
import {
  changeItems,
  dropPlanned,
  previewChange,
  previewRenewal,
  scheduleItems,
  setCancelled,
} from './plan-changes.ts';
import { priceAmounts } from './price-amounts.ts';
import { expandedInList, subscriptionOf } from './subscriptions.ts';
import { unlessEnded } from './unless-ended.ts';
import { takeOff } from './usage-invoices.ts';

const pageSize = 100;

/** The calls that list subscriptions. Amounts of a price are read once and then cached. */
export function subscriptionLists(stripe: Stripe): Pick<StripeGateway, 'listAll' | 'listSubscriptions'> {
  const amountsOf = priceAmounts(stripe);
  return {
    listAll: (cursor) => calling(() => allSubscriptions(stripe, cursor)),
    listSubscriptions: (customerId) => calling(() => listSubscriptions(stripe, customerId, amountsOf)),
  };
}

type SubscriptionChanges = Pick<
  StripeGateway,
  | 'cancelAtPeriodEnd'
  | 'cancelNow'
  | 'previewChange'
  | 'previewRenewal'
  | 'changeItems'
  | 'scheduleItems'
  | 'dropPlanned'
  | 'completeChange'
>;

/** The calls that change a subscription or preview a change. Cancelling and resuming set a state, so repeating them needs no key. */
export const subscriptionChanges = (stripe: Stripe): SubscriptionChanges => ({
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
  completeChange: (id) => calling(async () => void (await unlessEnded(stripe, id, () => completeChange(stripe, id)))),
});

/**
 * Cancels now. Overage until now is still owed: its items are taken off before, since by one of Stripe's pages a cancellation discards the usage
 * (https://docs.stripe.com/billing/subscriptions/cancel).
 */
async function cancelNow(stripe: Stripe, id: string): Promise<void> {
  const { items } = await stripe.subscriptions.retrieve(id);
  const metered = items.data.filter(({ price }) => price.recurring?.usage_type === 'metered');
  if (metered.length > 0) await takeOffIfPossible(stripe, id, metered);
  await stripe.subscriptions.cancel(id, metered.length > 0 ? { invoice_now: true } : {});
}

/** Where Stripe refuses to change the items, the subscription is cancelled all the same. */
async function takeOffIfPossible(stripe: Stripe, subscriptionId: string, metered: readonly Stripe.SubscriptionItem[]) {
  try {
    await takeOff(stripe, { subscriptionId, itemIds: metered.map(({ id }) => id) });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
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
