import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

/** The clock stands at 24 November 2026, 12:00 UTC: a monthly buyer of that day renews on the 24th. */
let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const dayMs = 86_400_000;
let people = 0;

/** A buyer of Basic who pays with a card of this expiration. */
async function subscribed(exp: string) {
  let now = stripe.now();
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: () => now });
  const buyer = await signUp(app, `card-${++people}@buyer.example`);
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  await pay(body.url, { exp });
  const night = async (days: number) => {
    now = new Date(stripe.now().getTime() + days * dayMs);
    await app.reconcile();
    await app.drain();
  };
  await night(0);
  return { app, buyer, night };
}

const told = ({ mails }: App) =>
  mails.map(({ subject }) => subject).filter((each) => each.startsWith('Update your card'));

/** Signs in anew: sessions end before a month has passed. */
async function accessOf(app: App, { email }: Person) {
  return (await (await signUp(app, email)).get<AccountView>('/v1/account')).body.entitlement.access;
}

async function methodOf({ email }: Person): Promise<Stripe.PaymentMethod> {
  const [customer] = (await stripe.sdk.customers.list({ email })).data;
  return (await stripe.sdk.customers.listPaymentMethods(customer!.id)).data[0]!;
}

/** Hands Stripe's newest event of a type to the app, as the webhook would. */
async function hear(app: App, type: string) {
  const [event] = (await stripe.sdk.events.list({ type })).data;
  const message = messageOf(event);
  app.stripeQueue.put(message, { group: String(message.customerId) });
  await app.drain();
}

test('is found by the nightly comparison, while the card still works, and told of once', async () => {
  const { app, night } = await subscribed('12 / 26');
  for (const days of [10, 27, 28]) await night(days);
  expect(told(app)).toEqual([]);
  await night(29);
  expect(told(app)).toEqual([expect.stringMatching(/: Visa •••• 4242 is expiring$/)]);
  expect(app.mails.at(-1)?.text).toContain('Visa •••• 4242 expires at the end of December 2026');
  expect(app.mails.at(-1)?.text).toContain('https://shop.example/app/billing');
  for (const days of [29, 30, 35]) await night(days);
  expect(told(app)).toHaveLength(1);
});

test('is no drift: what Stripe says of a card by events is known before the night', async () => {
  const { app, buyer, night } = await subscribed('12 / 30');
  const { id } = await methodOf(buyer);
  const driftBefore = app.counts.length;
  await stripe.sdk.paymentMethods.update(id, { card: { exp_month: 11, exp_year: 2026 } });
  await hear(app, 'payment_method.updated');
  expect(told(app)).toEqual([expect.stringMatching(/: Visa •••• 4242 is expiring$/)]);
  stripe.simulator.reissueCard(id, { month: 10, year: 2031 });
  await hear(app, 'payment_method.automatically_updated');
  await night(1);
  expect(app.counts).toHaveLength(driftBefore);
  expect(told(app)).toHaveLength(1);
});

test('that was not changed is refused at the renewal, and access goes on in grace until the one that comes', async () => {
  const { app, buyer, night } = await subscribed('11 / 26');
  await stripe.advanceTo(new Date(stripe.now().getTime() + 30 * dayMs + 2 * 3_600_000));
  await night(0);
  expect(await accessOf(app, buyer)).toBe('grace');
  stripe.simulator.reissueCard((await methodOf(buyer)).id, { month: 11, year: 2030 });
  await stripe.advanceTo(new Date(stripe.now().getTime() + 4 * dayMs));
  await night(0);
  expect(await accessOf(app, buyer)).toBe('full');
  const { mails } = app;
  const subjects = mails.map(({ subject }) => subject).filter((each) => /card|payment/.test(each));
  expect(subjects).toEqual([
    expect.stringMatching(/: Visa •••• 4242 is expiring$/),
    expect.stringMatching(/^Your Basic payment failed/),
  ]);
});
