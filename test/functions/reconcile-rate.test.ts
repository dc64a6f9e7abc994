import { afterAll, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { paceOf } from '../../shared/stripe/pace.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { assemble } from '../support/app.ts';
import { pushCatalog, start, startStripe, stripeSecretKey } from '../support/app-stripe.ts';

/** Milliseconds that only waiting for a turn moves; the simulator, which limits by them, notes each call's. */
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

const accounts = 120;

/** The gateway that the deployed function has: each of its requests waits for its turn. */
const paced = stripeGateway(stripeClient(stripeSecretKey, stripe.simulator.url, paceOf(50, time)));

/** Accounts that pay, every third of which was given its money back, and a webhook endpoint that hears nothing of it. */
async function world() {
  await pushCatalog(stripe);
  const app = assemble({ table: memoryTable(), stripe: paced, now: stripe.now });
  await stripe.sdk.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['charge.refunded'] });
  const [price] = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data;
  for (let n = 0; n < accounts; n++) {
    const customer = await stripe.sdk.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    await stripe.sdk.subscriptions.create({ customer: customer.id, items: [{ price: price!.id }] });
    await app.deps.accounts.findOrCreate({
      id: `paying-${n}`,
      email: `paying-${n}@buyer.example`,
      organization: 'Crowd',
      language: 'en',
      createdAt: start.toISOString(),
      stripeCustomerId: customer.id,
    });
    if (n % 3 > 0) continue;
    const [charge] = (await stripe.sdk.charges.list({ customer: customer.id })).data;
    await stripe.sdk.refunds.create({ charge: charge!.id, amount: 1 });
  }
  await stripe.simulator.settle();
  return app;
}

test('all calls of a run, those that a refund takes too, stay under half of Stripe’s limit, as Stripe counts', async () => {
  const app = await world();
  nowMs += 10_000;
  calls = [];
  const begunAt = nowMs;
  expect(await app.reconcile()).toMatchObject({ checked: accounts, undelivered: accounts / 3 });
  expect(calls.length).toBeGreaterThan(accounts + (2 * accounts) / 3);
  expect(calls.length - 1).toBeLessThanOrEqual(((nowMs - begunAt) / 1_000) * 50);
});
