import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { ExportStore } from '../../shared/datasets/export-store.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { groupOf } from '../../shared/domain/billing/stripe-message.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView, AuditView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import tollgate from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { pay, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe, faultyUsage } from '../support/faulty-stripe.ts';
import { faultyTable } from '../support/faulty-table.ts';

type Buying = {
  readonly catalog?: Catalog;
  readonly prices?: readonly string[];
  readonly card?: string;
  readonly currency?: string;
  /** A live key needs a plan. */
  readonly key?: 'live' | 'test';
  /** Merged units of a period; those of the table's rows unless given. */
  readonly totalOf?: (accountId: string, periodStart: string) => Promise<number>;
  /** Where exports are kept; nowhere unless given. */
  readonly exports?: ExportStore;
};

let people = 0;

/** A buyer of `prices` with a live key, and what a test needs to do things at Stripe behind their back. */
export async function buyerAtStripe(
  stripe: TestStripe,
  { catalog = tollgate, prices = ['basic_monthly'], card, currency, key = 'live', totalOf, exports }: Buying = {},
) {
  const calls = faultyCalls();
  const table = memoryTable({ now: stripe.now });
  const gateway = faultyStripe(stripe.gateway, calls);
  const stripeUsage = faultyUsage(usageGateway(stripe.sdk), calls);
  const ports = { table: faultyTable(table, calls), stripe: gateway, stripeUsage };
  const app = assemble({
    ...ports,
    now: stripe.now,
    catalog,
    calls,
    ...(totalOf && { totalOf }),
    ...(exports && { exports }),
  });
  const buyer = await signUp(app, `at-stripe-${++people}@buyer.example`);
  const mailedBefore = app.mails.length;
  let heard = await latestEvent(stripe);
  for (const price of prices)
    await pay(
      (await buyer.send<{ url: string }>('POST', '/v1/checkout', { price, currency })).body.url,
      card ? { card } : {},
    );
  const { id, email } = (await buyer.get<AccountView>('/v1/account')).body;
  const customerId = (await app.deps.accounts.find(id))!.stripeCustomerId!;
  /** Puts Stripe's events since the last time into the inbox, in another order or number where `arrange` says so. */
  const queue = async (arrange = (events: readonly Stripe.Event[]) => events) => {
    const events = await eventsSince(stripe, heard);
    heard = events.at(-1)?.id ?? heard;
    for (const event of arrange(events)) {
      const message = messageOf(event);
      app.stripeQueue.put(message, { group: groupOf(message) });
    }
  };
  const hear = async (arrange?: Parameters<typeof queue>[0]) => {
    await queue(arrange);
    await app.drain();
  };
  await hear();
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer, key);
  return {
    ...{ app, buyer, calls, table, id, email, customerId, queue, hear },
    account: async () => (await buyer.get<AccountView>('/v1/account')).body,
    /** The status of a metered read with the live key. */
    read: async (path = '/data/posts?limit=1', method: 'GET' | 'POST' = 'GET') =>
      (await app.request(method, path, { headers: { authorization: `Bearer ${secret}` } })).status,
    /** Subjects of what was mailed since signing up. */
    told: () => app.mails.slice(mailedBefore).map(({ subject }) => subject),
    entitlement: async () => entitlementAt(catalog, (await app.deps.access.read(id)).grants, stripe.now()),
    trail: async () => (await buyer.get<Listing<AuditView>>('/v1/events?limit=100')).body.data,
    charges: async () => (await stripe.sdk.charges.list({ customer: customerId })).data,
    subscriptions: () => stripe.gateway.listSubscriptions(customerId),
    /** The only one. */
    subscription: async () => (await stripe.gateway.listSubscriptions(customerId))[0]!,
  };
}

export type BuyerAtStripe = Awaited<ReturnType<typeof buyerAtStripe>>;

const latestEvent = async ({ sdk }: TestStripe): Promise<string | null> =>
  (await sdk.events.list({ limit: 1 })).data[0]?.id ?? null;

/** Oldest first. */
async function eventsSince({ sdk }: TestStripe, last: string | null): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = [];
  for await (const event of sdk.events.list({ limit: 20 })) {
    if (event.id === last) break;
    events.unshift(event);
  }
  return events;
}

/** The default catalogue with another policy on refunds and disputes. */
export const withPolicy = (policy: Partial<Pick<Catalog['settings'], 'onFullRefund' | 'onDispute'>>): Catalog => ({
  ...tollgate,
  settings: { ...tollgate.settings, ...policy },
});

export const disputedCard = '4000000000000259';

/** Full access or none, in all that says so. */
export async function expectAccess(at: BuyerAtStripe, access: 'full' | 'none'): Promise<void> {
  expect((await at.entitlement()).access).toBe(access);
  expect(await at.read()).toBe(access === 'full' ? 200 : 402);
}

/** Charges a subscription to another card from now on. */
export async function useCard({ sdk }: TestStripe, { id }: { readonly id: string }, card: string): Promise<void> {
  const { customer } = await sdk.subscriptions.retrieve(id);
  const invoice_settings = { default_payment_method: card };
  const changed = await sdk.customers.update(String(customer), { invoice_settings });
  const method = String(changed.invoice_settings.default_payment_method);
  await sdk.subscriptions.update(id, { default_payment_method: method });
}

/** Stripe's id of a price of the catalogue. */
export async function priceOf({ sdk }: TestStripe, lookupKey: string): Promise<string> {
  return (await sdk.prices.list({ lookup_keys: [lookupKey] })).data[0]!.id;
}
