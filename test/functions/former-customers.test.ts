import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const people = 14;
let stripe: TestStripe;
let app: App;
const former: { readonly id: string; readonly customerId: string }[] = [];
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table: memoryTable(), stripe: stripe.wholeGateway, now: stripe.now });
  for (let n = 0; n < people; n++) former.push(await buyer(`former-${n}@buyer.example`));
  await app.reconcile();
  for (const { customerId } of former) {
    const [subscription] = await stripe.gateway.listSubscriptions(customerId);
    await stripe.sdk.subscriptions.cancel(subscription!.id);
  }
  await app.reconcile();
});
afterAll(() => stripe.stop());

async function buyer(email: string) {
  const person = await signUp(app, email);
  await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  const { id } = (await person.get<{ id: string }>('/v1/account')).body;
  return { id, customerId: (await app.deps.accounts.find(id))!.stripeCustomerId! };
}

async function night() {
  await stripe.advanceTo(new Date(stripe.now().getTime() + 86_400_000));
  const { reads } = stripe.simulator.readAllocation();
  const { checked } = await app.reconcile();
  return { checked, reads: stripe.simulator.readAllocation().reads - reads };
}

test('a week of nights asks Stripe once about each former customer, and every night about those who pay', async () => {
  await buyer('paying@buyer.example');
  await app.reconcile();
  const nights = [];
  for (let n = 0; n < 7; n++) nights.push(await night());
  const checked = nights.map((each) => each.checked);
  expect(
    checked.reduce((sum, each) => sum + each, 0),
    String(checked),
  ).toBe(people + 7);
  const ofNight = nights.map(({ checked: each, reads }) => reads - each * readsOfOne);
  expect(new Set(ofNight), 'a night’s own reads, whoever is compared').toEqual(new Set([readsOfNight]));
});

/** Subscriptions, and charges because a plan sells credit. */
const readsOfOne = 2;
/** Two lists of undelivered events, the refunds, the disputes, and one page of all subscriptions. */
const readsOfNight = 5;

test('one who bought again unheard gets access in the same night', async () => {
  const price = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data[0]!.id;
  for (const { customerId: customer } of former) {
    const [card] = (await stripe.sdk.customers.listPaymentMethods(customer)).data;
    await stripe.sdk.subscriptions.create({ customer, items: [{ price }], default_payment_method: card!.id });
  }
  expect(await app.reconcile()).toMatchObject({ corrected: people });
  for (const { id } of former) expect((await app.deps.access.read(id)).grants).toHaveLength(1);
});
