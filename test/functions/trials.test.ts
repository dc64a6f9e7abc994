import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineTollgate } from '../../shared/domain/catalog/define.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { trialCatalog } from './trialists.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const dayMs = 86_400_000;
const mastercard = '5555555555554444';
let people = 0;

const newApp = () =>
  assemble({ table: memoryTable(), stripe: stripe.wholeGateway, now: stripe.now, catalog: trialCatalog });
const newBuyer = (app: App) => signUp(app, `trial-${++people}@buyer.example`);

/** Opens a checkout; answers its address. */
async function checkOut(buyer: Person, price = 'basic_monthly'): Promise<string> {
  const { status, body, text } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price });
  expect(status, text).toBe(201);
  return body.url;
}

async function buy(app: App, buyer: Person, card = '4242424242424242', price = 'basic_monthly') {
  expect((await pay(await checkOut(buyer, price), { card })).status).toBe(303);
  await settle(app);
}

async function settle(app: App) {
  await app.reconcile();
  await app.drain();
}

/** The account as somebody who signs in now sees it. */
const accountOf = async (app: App, { email }: Person) =>
  (await (await signUp(app, email)).get<AccountView>('/v1/account')).body;
const standing = async (app: App, buyer: Person) => {
  const { entitlement, subscriptions } = await accountOf(app, buyer);
  return { access: entitlement.access, statuses: subscriptions.map(({ status }) => status) };
};
const told = ({ mails }: App, { email }: Person) =>
  mails
    .filter(({ to }) => to === email)
    .map(({ subject }) => subject)
    .filter((each) => !each.includes('Parley'));

async function moneyOf({ email }: Person) {
  const [customer] = (await stripe.sdk.customers.list({ email })).data;
  const { data } = await stripe.sdk.charges.list({ customer: customer!.id });
  return data.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount);
}

async function moveTo(app: App, days: number) {
  await stripe.advanceTo(new Date(stripe.now().getTime() + days * dayMs));
  await settle(app);
}

describe('a trial', () => {
  test('begins with a card and no charge, and everything in the plan can be reached', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    await buy(app, buyer);
    expect(await standing(app, buyer)).toEqual({ access: 'full', statuses: ['trialing'] });
    expect((await accountOf(app, buyer)).subscriptions[0]?.periodEnd).toBe(
      new Date(stripe.now().getTime() + 14 * dayMs).toISOString(),
    );
    expect(await moneyOf(buyer)).toEqual([]);
    expect(told(app, buyer)).toEqual([]);
  });

  test('is on the catalogue, for plans and badges that have one', async () => {
    const { body } = await newApp().request<{ plans: { id: string; trialDays: number | null }[] }>(
      'GET',
      '/v1/catalog',
    );
    expect(body.plans.map(({ id, trialDays }) => [id, trialDays])).toEqual(
      trialCatalog.plans.map(({ id, trialDays = null }) => [id, trialDays]),
    );
  });

  test('ends paid: the same subscription goes on, told of three days before', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    await buy(app, buyer);
    await moveTo(app, 11);
    expect(told(app, buyer)).toEqual([expect.stringMatching(/^Your Basic trial ends on /)]);
    await moveTo(app, 3.1);
    expect(await standing(app, buyer)).toEqual({ access: 'full', statuses: ['active'] });
    expect(await moneyOf(buyer)).toEqual([100_00]);
  });

  test('ends unpaid: grace, the buyer is told, and in the end nothing can be reached', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    await buy(app, buyer, '4000000000000341');
    await moveTo(app, 14.1);
    expect(await standing(app, buyer)).toEqual({ access: 'grace', statuses: ['past_due'] });
    expect(told(app, buyer)).toContainEqual(expect.stringMatching(/^Your Basic payment failed/));
    await moveTo(app, 16);
    expect(await standing(app, buyer)).toEqual({ access: 'none', statuses: ['canceled'] });
    expect(await moneyOf(buyer)).toEqual([]);
  });

  test('that is cancelled goes on until its end, and nothing is charged', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    await buy(app, buyer);
    const [{ id } = { id: '' }] = (await accountOf(app, buyer)).subscriptions;
    await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' });
    await moveTo(app, 13);
    expect((await standing(app, buyer)).access).toBe('full');
    await moveTo(app, 1.1);
    expect(await standing(app, buyer)).toEqual({ access: 'none', statuses: ['canceled'] });
    expect(await moneyOf(buyer)).toEqual([]);
  });
});

describe('a second trial', () => {
  test('does not come of two tabs: one checkout can be paid, and one subscription comes of it', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    const [older, newer] = [await checkOut(buyer), await checkOut(buyer)];
    for (const url of [newer, older, newer]) await pay(url);
    await settle(app);
    expect(await standing(app, buyer)).toEqual({ access: 'full', statuses: ['trialing'] });
    const again = await buyer.send('POST', '/v1/checkout', { price: 'basic_monthly' });
    expect(again).toMatchObject({ status: 409, body: { code: 'plan_held' } });
  });

  test('is not offered to an account that had one, of whatever: the next checkout is paid', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    await buy(app, buyer);
    await buy(app, buyer, mastercard, 'verified_monthly');
    expect((await standing(app, buyer)).statuses.toSorted()).toEqual(['active', 'trialing']);
    expect(await moneyOf(buyer)).toEqual([8_00]);
  });

  test('from two checkouts opened before either is paid is ended at once, and the buyer is told how to go on', async () => {
    const app = newApp();
    const buyer = await newBuyer(app);
    const [plan, badge] = [await checkOut(buyer), await checkOut(buyer, 'verified_monthly')];
    for (const [url, card] of [
      [plan, '4242424242424242'],
      [badge, mastercard],
    ] as const) {
      await pay(url, { card });
      await settle(app);
    }
    const { subscriptions, entitlement } = await accountOf(app, buyer);
    expect(subscriptions.map(({ plan, badge, status }) => [plan ?? badge, status]).toSorted()).toEqual([
      ['basic', 'trialing'],
      ['verified', 'canceled'],
    ]);
    expect([entitlement.access, entitlement.badges]).toEqual(['full', []]);
    expect(told(app, buyer)).toEqual(['Your Verified free trial didn’t start']);
    const mail = app.mails.find(({ subject }) => subject.includes('free trial'));
    expect(mail?.text).toContain('Each organization gets one free trial');
    await buy(app, buyer, mastercard, 'verified_monthly');
    expect(await moneyOf(buyer)).toEqual([8_00]);
  });
});

describe('a card that had a trial, used by another account', () => {
  /** Somebody whose trial has the card; and another, who has paid for a checkout with the same card. */
  async function scene() {
    const app = newApp();
    const [first, second] = [await newBuyer(app), await newBuyer(app)];
    await buy(app, first);
    await buy(app, second);
    return { app, first, second };
  }

  test('ends the trial at once: nothing is charged, nothing can be reached, and it is told once', async () => {
    const { app, first, second } = await scene();
    expect(await standing(app, first)).toEqual({ access: 'full', statuses: ['trialing'] });
    expect(await standing(app, second)).toEqual({ access: 'none', statuses: ['canceled'] });
    await moveTo(app, 1);
    await moveTo(app, 20);
    expect(told(app, second)).toEqual(['Your Basic free trial didn’t start']);
    const mail = app.mails.find(({ subject }) => subject.includes('free trial'));
    expect(mail?.text).toContain('Each card or bank account gets one free trial');
    expect(mail?.text).toContain('https://shop.example/app/plans');
    expect([await moneyOf(first), await moneyOf(second)]).toEqual([[100_00], []]);
  });

  test('buys without a trial the next time, and every time after that', async () => {
    const { app, second } = await scene();
    await buy(app, second);
    expect(await standing(app, second)).toEqual({ access: 'full', statuses: ['active', 'canceled'] });
    expect(await moneyOf(second)).toEqual([100_00]);
  });

  test('is known after the first account was deleted, to whoever signs up with the same address too', async () => {
    const app = newApp();
    const first = await newBuyer(app);
    await buy(app, first);
    expect((await first.send('DELETE', '/v1/account', { confirm: first.email })).status).toBeLessThan(300);
    await app.drain();
    const again = await signUp(app, first.email);
    await buy(app, again);
    expect(await standing(app, again)).toEqual({ access: 'none', statuses: ['canceled'] });
  });

  test('is found by the night too, where no event came, though the first trial is over', async () => {
    const { app } = await scene();
    await moveTo(app, 40);
    const third = await newBuyer(app);
    await buy(app, third);
    expect(await standing(app, third)).toEqual({ access: 'none', statuses: ['canceled'] });
  });
});

test('a bank account that had a trial is refused as a card is, and the direct debit after a trial is waited for in full', async () => {
  const euros = defineTollgate({
    ...trialCatalog,
    plans: trialCatalog.plans.map((plan) => ({
      ...plan,
      prices: plan.prices.map((price) => ({ ...price, currency: 'eur' })),
    })),
  });
  const own = await startStripe();
  await pushCatalog(own, euros);
  const app = assemble({ table: memoryTable(), stripe: own.gateway, now: own.now, catalog: euros });
  const buyers = [await newBuyer(app), await newBuyer(app)] as const;
  for (const buyer of buyers) {
    expect((await pay(await checkOut(buyer), { card: '', iban: 'DE89370400440532013000' })).status).toBe(303);
    await settle(app);
  }
  const [first, second] = buyers;
  expect(await standing(app, second)).toEqual({ access: 'none', statuses: ['canceled'] });
  expect(await standing(app, first)).toEqual({ access: 'full', statuses: ['trialing'] });
  for (const days of [14.1, 6]) {
    await own.advanceTo(new Date(own.now().getTime() + days * dayMs));
    await settle(app);
    expect(await standing(app, first)).toEqual({ access: 'full', statuses: ['active'] });
  }
  await own.stop();
});

describe('a trial made at Stripe by hand', () => {
  test('is the operator’s own decision: it is not refused, and is the account’s trial', async () => {
    const app = newApp();
    const [first, second] = [await newBuyer(app), await newBuyer(app)];
    await buy(app, first);
    await second.send('POST', '/v1/billing-portal', {});
    const [customer] = (await stripe.sdk.customers.list({ email: second.email })).data;
    const [price] = (await stripe.sdk.prices.list({ lookup_keys: ['pro_monthly'] })).data;
    const made = { customer: customer!.id, items: [{ price: price!.id }], trial_period_days: 30 };
    await stripe.sdk.subscriptions.create({ ...made, default_payment_method: 'pm_card_visa' });
    await settle(app);
    expect(await standing(app, second)).toEqual({ access: 'full', statuses: ['trialing'] });
    await buy(app, second, mastercard);
    expect(await moneyOf(second)).toEqual([100_00]);
  });
});

test('without the setting nobody has a trial', async () => {
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
  const buyer = await newBuyer(app);
  await buy(app, buyer);
  expect(await moneyOf(buyer)).toEqual([100_00]);
});

test('a trial needs a price and has 1 to 730 days', () => {
  const [basic, ...plans] = trialCatalog.plans;
  for (const trialDays of [0, 731, 1.5])
    expect(() => defineTollgate({ ...trialCatalog, plans: [{ ...basic!, trialDays }, ...plans] })).toThrow(
      'plans[0].trialDays: must be a whole number from 1 to 730',
    );
  const unpriced = { ...basic!, availability: 'contact', prices: [], trialDays: 14 } as const;
  expect(() => defineTollgate({ ...trialCatalog, plans: [unpriced, ...plans] })).toThrow(
    'plans[0].trialDays: needs a price',
  );
});
