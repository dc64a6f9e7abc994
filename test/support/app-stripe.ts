import { type StripeSimulatorOptions, startStripeSimulator } from '@tollgate/stripe-simulator';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import catalog from '../../tollgate.config.ts';

export const stripeSecretKey = 'sk_test_of_these_tests_0123456789';
export const start = new Date('2026-11-24T12:00:00.000Z');

type More = Partial<
  Pick<StripeSimulatorOptions, 'rateLimitPerSecond' | 'nowMs' | 'restrictedKeys' | 'holdAnswer' | 'rulesOff'>
>;

/** Starts a Stripe simulator with a clock that stands still, and the real SDK and gateway for it. */
export async function startStripe(seed = 1, settings: StripeSimulatorOptions['settings'] = {}, more: More = {}) {
  let now = start;
  const simulator = await startStripeSimulator({
    clock: { now: () => now },
    secretKey: stripeSecretKey,
    publishableKey: 'pk_test_x',
    seed,
    settings,
    ...more,
  });
  const sdk = stripeClient(stripeSecretKey, simulator.url);
  return {
    simulator,
    sdk,
    /** For apps that share this Stripe, each with its own buyers: none sees the others' subscriptions. */
    gateway: { ...stripeGateway(sdk), listAll: async () => ({ subscriptions: [] }) } as StripeGateway,
    /** For an app that has this Stripe to itself. */
    wholeGateway: stripeGateway(sdk),
    now: () => now,
    /** Moves the clock, stopping wherever work falls due on the way. */
    async advanceTo(time: Date) {
      for (let due = simulator.nextDueAt(); due && due <= time; due = simulator.nextDueAt()) {
        if (due > now) now = due;
        await simulator.runDue();
      }
      now = time;
    },
    stop: () => simulator.stop(),
  };
}

export type TestStripe = Awaited<ReturnType<typeof startStripe>>;

/** Stripe's subscriptions of one app's buyers, for an app that shares its Stripe with others. */
export const ownSubscriptions =
  (stripe: TestStripe, accounts: Pick<Accounts, 'findByCustomer'>): StripeGateway['listAll'] =>
  async (cursor) => {
    const { subscriptions, ...page } = await stripe.wholeGateway.listAll(cursor);
    const owners = await Promise.all(subscriptions.map(({ customerId }) => accounts.findByCustomer(customerId)));
    return { ...page, subscriptions: subscriptions.filter((_, n) => owners[n] !== null) };
  };

/** Deletes a buyer at Stripe, who is done: lists of the account would grow with every buyer, and all who come later read them. */
export async function leaveStripe({ sdk }: TestStripe, email: string): Promise<void> {
  for (const { id } of (await sdk.customers.list({ email })).data) await sdk.customers.del(id);
}

/** Pushes the default catalogue to Stripe, without a webhook endpoint. */
export async function pushCatalog({ sdk }: TestStripe, sold = catalog): Promise<void> {
  const changes = planChanges(await readCurrent(sdk, null), desiredCatalog(sold, start), null);
  for (const change of changes)
    await applyCatalogChange({ stripe: sdk, webhook: null, keepSecret: async () => {} }, change);
}

/** Fills in the hosted checkout, by default with a card that works. */
export async function pay(
  url: string,
  given: { readonly card?: string; readonly exp?: string; readonly iban?: string; readonly link_email?: string } = {},
): Promise<Response> {
  const html = await (await fetch(url)).text();
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const hidden = Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
  const fields = { card: '4242424242424242', name: 'Ada Test', country: 'US', postal_code: '10001', ...given };
  const body = new URLSearchParams({ ...hidden, ...fields });
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}
