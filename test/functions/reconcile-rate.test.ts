import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type Pace, stripePace } from '../../shared/stripe/pace.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { assemble } from '../support/app.ts';
import { pushCatalog, start, startStripe, stripeSecretKey } from '../support/app-stripe.ts';
import { founded } from '../support/founded.ts';

/** Milliseconds that only waiting moves; the simulator, which limits by them, notes each call's. */
let nowMs = 0;
let calls: number[] | null = null;
const time = {
  nowMs: () => nowMs,
  sleep: async (ms: number) => {
    nowMs = Math.max(nowMs, nowMs + ms);
  },
};
const stripe = await startStripe(
  1,
  {},
  {
    rateLimitPerSecond: 100,
    nowMs() {
      if (!calls) nowMs += 1_000;
      calls?.push(nowMs);
      return nowMs;
    },
  },
);
afterAll(() => stripe.stop());

const accounts = 300;

/** How many calls were answered 429. */
let refused = 0;

/** The gateway that a deployed function has, in live mode; its calls are not spaced where another address than Stripe's is given. */
function gatewayAt(apiBase?: string) {
  const pace = stripePace({ mode: 'live', apiBase }, time);
  const again: Pace['again'] = (...call) => {
    refused += 1;
    return pace.again(...call);
  };
  return stripeGateway(stripeClient(stripeSecretKey, stripe.simulator.url, { ...pace, again }));
}

const customers: string[] = [];
/** They pay, and every tenth was given money back. */
beforeAll(async () => {
  await pushCatalog(stripe);
  const [price] = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data;
  for (let n = 0; n < accounts; n++) {
    const customer = await stripe.sdk.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    customers.push(customer.id);
    await stripe.sdk.subscriptions.create({ customer: customer.id, items: [{ price: price!.id }] });
    if (n % 10 > 0) continue;
    const [charge] = (await stripe.sdk.charges.list({ customer: customer.id })).data;
    await stripe.sdk.refunds.create({ charge: charge!.id, amount: 1 });
  }
  await stripe.simulator.settle();
});

/** An app that knows an account of each customer, and nothing else of them. */
async function appWith(gateway: StripeGateway) {
  const app = assemble({ table: memoryTable(), stripe: gateway, now: stripe.now });
  for (const [n, stripeCustomerId] of customers.entries())
    await founded(app.deps, {
      id: `paying-${n}`,
      email: `paying-${n}@buyer.example`,
      organization: 'Crowd',
      language: 'en',
      createdAt: start.toISOString(),
      stripeCustomerId,
    });
  nowMs += 10_000;
  calls = [];
  refused = 0;
  return app;
}

test('300 accounts are compared within the limits of Stripe, of each endpoint and in all, and none of the calls is refused', async () => {
  const app = await appWith(gatewayAt());
  const begunAt = nowMs;
  expect(await app.reconcile()).toMatchObject({ checked: accounts, corrected: accounts });
  expect(refused).toBe(0);
  expect(calls!.length).toBeGreaterThan(2 * accounts);
  expect(calls!.length - 1).toBeLessThanOrEqual(((nowMs - begunAt) / 1_000) * 50);
});

test('a run whose calls are refused for their pace waits and asks again, until all accounts are compared', async () => {
  const app = await appWith(gatewayAt(stripe.simulator.url));
  expect(await app.reconcile()).toMatchObject({ checked: accounts, corrected: accounts });
  expect(refused).toBeGreaterThan(0);
});
