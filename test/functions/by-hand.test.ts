/** Changes that an operator makes at Stripe by hand, and changes of a subscription that happen there without us. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe, expectAccess, priceOf, useCard } from './at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const inDays = (days: number, world = stripe) => world.advanceTo(new Date(world.now().getTime() + days * 86_400_000));

/** Two hours into the next period, when its invoice is no draft any more. */
async function pastPeriod(at: BuyerAtStripe, world = stripe) {
  const { periodEnd } = (await at.subscription()).items[0]!;
  await world.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
  await at.hear();
}

/** The night's comparison, and the mails that follow. */
async function night({ app }: BuyerAtStripe) {
  await app.reconcile();
  await app.drain();
}

describe('a customer who is deleted at Stripe', () => {
  test('can reach nothing, is told once that it has ended, and stays so whatever is synced afterwards', async () => {
    const at = await buyerAtStripe(stripe);
    await stripe.sdk.customers.del(at.customerId);
    await at.hear();
    await expectAccess(at, 'none');
    await night(at);
    await expectAccess(at, 'none');
    expect(at.told()).toEqual(['Your Basic subscription has ended']);
  });

  test('gets a new one from the operator, and can buy again; what is told of the old one is not heard any more', async () => {
    const at = await buyerAtStripe(stripe);
    const operator = await signUp(at.app, 'operator@example.com');
    const replace = (who = operator, id = at.id) =>
      who.send('POST', `/v1/admin/accounts/${id}/new-customer`, { reason: 'deleted by mistake' });
    expect(await replace()).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('still has the customer') },
    });
    await stripe.sdk.customers.del(at.customerId);
    expect((await replace(at.buyer)).status).toBe(403);
    expect((await replace(operator, 'nobody')).status).toBe(404);
    const { status, body } = await replace();
    expect([status, body.stripeCustomerId]).toEqual([200, expect.stringMatching(/^cus_/)]);
    expect(body.stripeCustomerId).not.toBe(at.customerId);
    expect((await replace()).status).toBe(409);
    await pay((await at.buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'pro_monthly' })).body.url);
    await at.hear();
    expect((await at.entitlement()).plans).toEqual(['pro']);
    await night(at);
    expect((await at.entitlement()).plans).toEqual(['pro']);
    expect(await at.app.deps.accounts.findByCustomer(at.customerId)).toBeNull();
    expect(await at.trail()).toContainEqual(
      expect.objectContaining({
        action: 'customer.replaced',
        detail: expect.objectContaining({ reason: 'deleted by mistake' }),
      }),
    );
  });

  test('is found by the nightly comparison too', async () => {
    const at = await buyerAtStripe(stripe);
    await stripe.sdk.customers.del(at.customerId);
    await night(at);
    await expectAccess(at, 'none');
    expect(at.told()).toEqual(['Your Basic subscription has ended']);
  });
});

test('an address changed at Stripe is where receipts go: who signs in, and where our mails go, stays; ours does not overwrite it', async () => {
  const at = await buyerAtStripe(stripe);
  await stripe.sdk.customers.update(at.customerId, { email: 'payable@buyer.example' });
  await at.hear();
  await night(at);
  expect(await at.account()).toMatchObject({ email: at.email });
  expect((await at.buyer.send('POST', '/v1/checkout', { price: 'pro_monthly' })).status).toBe(201);
  await stripe.sdk.subscriptions.cancel((await at.subscription()).id);
  await at.hear();
  expect(at.app.mails.at(-1)).toMatchObject({ to: at.email, subject: 'Your Basic subscription has ended' });
  expect(await stripe.sdk.customers.retrieve(at.customerId)).toMatchObject({ email: 'payable@buyer.example' });
});

describe('a subscription made in the dashboard', () => {
  const make = async (customer: string, price: string) =>
    stripe.sdk.subscriptions.create({ customer, items: [{ price }], default_payment_method: 'pm_card_visa' });

  test('for the account’s customer gives what its price sells', async () => {
    const at = await buyerAtStripe(stripe);
    await make(at.customerId, await priceOf(stripe, 'pro_monthly'));
    await at.hear();
    expect((await at.entitlement()).plans.toSorted()).toEqual(['basic', 'pro']);
  });

  test('at a price outside the catalogue gives nothing, takes nothing, and nobody is told', async () => {
    const at = await buyerAtStripe(stripe);
    const product = await stripe.sdk.products.create({ name: 'Consulting' });
    const amount = { currency: 'usd', unit_amount: 900_00, recurring: { interval: 'month' } } as const;
    const foreign = await stripe.sdk.prices.create({ product: product.id, ...amount });
    const { id } = await make(at.customerId, foreign.id);
    await at.hear();
    expect((await at.entitlement()).plans).toEqual(['basic']);
    await stripe.sdk.subscriptions.cancel(id);
    await at.hear();
    await expectAccess(at, 'full');
    expect(at.told()).toEqual([]);
  });

  test('for another customer with the same address is ignored: an address is no proof of whose it is', async () => {
    const at = await buyerAtStripe(stripe);
    const twin = await stripe.sdk.customers.create({ email: at.email });
    const { id } = await make(twin.id, await priceOf(stripe, 'pro_monthly'));
    await at.hear();
    await night(at);
    expect((await at.entitlement()).plans).toEqual(['basic']);
    const created = (await stripe.sdk.events.list({ type: 'customer.subscription.created', limit: 1 })).data[0]!;
    expect(created.data.object).toMatchObject({ id });
    expect(await at.app.deps.events.find(created.id)).toMatchObject({ outcome: 'ignored' });
  });
});

describe('a subscription cancelled in Stripe’s portal', () => {
  /** As the portal says it in flexible billing mode: by the date alone. */
  const cancelledThere = async () => {
    const at = await buyerAtStripe(stripe);
    const { url } = (await at.buyer.send<{ url: string }>('POST', '/v1/billing-portal', {})).body;
    const { id, items } = await at.subscription();
    const body = new URLSearchParams({ action: 'cancel', subscription: id });
    expect((await fetch(url, { method: 'POST', body, redirect: 'manual' })).status).toBe(303);
    await at.hear();
    return { at, id, periodEnd: items[0]!.periodEnd };
  };
  const shown = async (at: BuyerAtStripe) => (await at.account()).subscriptions[0];
  const ask = (at: BuyerAtStripe, what: string, body: object) =>
    at.buyer.send('POST', `/v1/subscription/${what}`, body);

  test('is shown as cancelled, serves until its period ends, and can be taken back here', async () => {
    const { at, id, periodEnd } = await cancelledThere();
    expect(await at.subscription()).toMatchObject({ cancelAtPeriodEnd: false, cancelAt: periodEnd });
    expect(await shown(at)).toMatchObject({ cancelAtPeriodEnd: true, endsAt: periodEnd });
    expect(at.told()).toEqual([expect.stringContaining('Your Basic subscription ends on')]);
    expect((await ask(at, 'cancel', { subscription: id, when: 'period_end' })).status).toBe(409);
    expect(await ask(at, 'resume', { subscription: id })).toMatchObject({
      status: 200,
      body: { cancelAtPeriodEnd: false, endsAt: null },
    });
    expect(await at.subscription()).toMatchObject({ cancelAtPeriodEnd: false, cancelAt: null });
    expect((await ask(at, 'change', { subscription: id, price: 'pro_monthly' })).body).toMatchObject({
      outcome: 'changed',
    });
  });

  test('and not taken back ends with its period', async () => {
    const { at } = await cancelledThere();
    await expectAccess(at, 'full');
    await pastPeriod(at);
    await expectAccess(at, 'none');
  });
});

describe('a subscription that is to end on a date that the operator set', () => {
  const endingIn = async (days: number) => {
    const at = await buyerAtStripe(stripe);
    const { id } = await at.subscription();
    const endsAt = new Date(Math.floor(stripe.now().getTime() / 1000 + days * 86_400) * 1000);
    await stripe.sdk.subscriptions.update(id, { cancel_at: endsAt.getTime() / 1000 });
    await at.hear();
    const ask = (what: string, body: object = {}) =>
      at.buyer.send('POST', `/v1/subscription/${what}`, { subscription: id, ...body });
    return { at, ask, endsAt: endsAt.toISOString() };
  };

  test('is shown with it, and is not the buyer’s to take back', async () => {
    const { at, ask, endsAt } = await endingIn(10);
    expect((await at.account()).subscriptions).toMatchObject([{ cancelAtPeriodEnd: false, endsAt }]);
    expect(await ask('resume')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('set the end date') },
    });
    expect((await ask('cancel', { when: 'period_end' })).status).toBe(409);
    expect(await at.subscription()).toMatchObject({ cancelAt: endsAt });
  });

  test('later than its period can be cancelled for the end of that', async () => {
    const { at, ask } = await endingIn(80);
    const { status, body } = await ask('cancel', { when: 'period_end' });
    expect([status, body]).toMatchObject([200, { cancelAtPeriodEnd: true }]);
    expect((await at.account()).subscriptions[0]?.endsAt).toBe((await at.subscription()).items[0]!.periodEnd);
  });
});

describe('a subscription cancelled in the dashboard', () => {
  test('at once ends at once', async () => {
    const at = await buyerAtStripe(stripe);
    await stripe.sdk.subscriptions.cancel((await at.subscription()).id);
    await at.hear();
    await expectAccess(at, 'none');
    expect(at.told()).toEqual(['Your Basic subscription has ended']);
  });

  test('for the period’s end serves until then; taken back, it goes on', async () => {
    const at = await buyerAtStripe(stripe);
    const { id, items } = await at.subscription();
    const end = { access: 'full', accessUntil: items[0]!.periodEnd };
    await stripe.sdk.subscriptions.update(id, { cancel_at_period_end: true });
    await at.hear();
    expect(await at.entitlement()).toMatchObject(end);
    expect(at.told()).toMatchObject([expect.stringMatching(/^Your Basic subscription ends on /)]);
    await stripe.sdk.subscriptions.update(id, { cancel_at_period_end: false });
    await at.hear();
    await pastPeriod(at);
    await expectAccess(at, 'full');
    await stripe.sdk.subscriptions.update(id, { cancel_at_period_end: true });
    await pastPeriod(at);
    await expectAccess(at, 'none');
    expect(at.told().at(-1)).toBe('Your Basic subscription has ended');
  });
});

describe('a pause', () => {
  test('that stops collection serves until the paid period ends, then nothing; undone, it serves at once and charges from the next period', async () => {
    const at = await buyerAtStripe(stripe);
    const { id } = await at.subscription();
    await stripe.sdk.subscriptions.update(id, { pause_collection: { behavior: 'void' } });
    await at.hear();
    await expectAccess(at, 'full');
    expect(at.told()).toEqual([]);
    await pastPeriod(at);
    await night(at);
    await expectAccess(at, 'none');
    expect(at.told()).toEqual(['Your Basic subscription has ended']);
    await stripe.sdk.subscriptions.update(id, { pause_collection: '' });
    await at.hear();
    await expectAccess(at, 'full');
    expect((await at.charges()).length).toBe(1);
    await pastPeriod(at);
    expect((await at.charges()).length).toBe(2);
    await expectAccess(at, 'full');
  });

  test('that stops the subscription itself serves nothing; resumed, it begins and charges a new period', async () => {
    const at = await buyerAtStripe(stripe);
    const { id } = await at.subscription();
    await stripe.sdk.subscriptions.pause(id);
    await at.hear();
    await expectAccess(at, 'none');
    await inDays(40);
    await stripe.sdk.subscriptions.resume(id);
    await at.hear();
    await expectAccess(at, 'full');
    expect((await at.charges()).length).toBe(2);
    expect(at.told()).toEqual(['Your Basic subscription has ended']);
  });
});

describe('a renewal that is not paid', () => {
  let patient: TestStripe;
  let forgiving: TestStripe;
  beforeAll(async () => {
    patient = await startStripe(2, { afterRetries: 'unpaid' });
    forgiving = await startStripe(3, { afterRetries: 'past_due' });
    for (const each of [patient, forgiving]) await pushCatalog(each);
  });
  afterAll(() => Promise.all([patient.stop(), forgiving.stop()]));

  const failing = async (world: TestStripe) => {
    const at = await buyerAtStripe(world);
    await useCard(world, await at.subscription(), 'pm_card_chargeCustomerFail');
    await pastPeriod(at, world);
    return at;
  };
  const payLatest = async (world: TestStripe, at: BuyerAtStripe) => {
    const { id } = await at.subscription();
    await useCard(world, { id }, 'pm_card_visa');
    const { latest_invoice } = await world.sdk.subscriptions.retrieve(id);
    await world.sdk.invoices.pay(String(latest_invoice));
    await at.hear();
  };

  test('and is paid within grace has taken nothing away', async () => {
    const at = await failing(stripe);
    expect((await at.entitlement()).access).toBe('grace');
    expect(await at.read()).toBe(200);
    await payLatest(stripe, at);
    await expectAccess(at, 'full');
    expect(at.told()).toEqual([expect.stringMatching(/^Your Basic payment failed/)]);
  });

  test('gives one grace for one invoice, however often Stripe tries it again, and one mail', async () => {
    const at = await failing(patient);
    const { accessUntil } = await at.entitlement();
    await inDays(4, patient);
    await at.hear();
    expect(await at.entitlement()).toMatchObject({ access: 'grace', accessUntil });
    await inDays(5, patient);
    await at.hear();
    await expectAccess(at, 'none');
    expect(at.told()).toEqual([
      expect.stringMatching(/^Your Basic payment failed/),
      'Your Basic subscription has ended',
    ]);
  });

  test('to the end of the retries is unpaid; paid months later, it serves again', async () => {
    const at = await failing(patient);
    await inDays(20, patient);
    await at.hear();
    expect(await at.subscriptions()).toMatchObject([{ status: 'unpaid' }]);
    await expectAccess(at, 'none');
    await payLatest(patient, at);
    expect(await at.subscriptions()).toMatchObject([{ status: 'active' }]);
    await expectAccess(at, 'full');
  });

  test('nor the one after, gives grace again with the new invoice, where Stripe is set to leave it past due', async () => {
    const at = await failing(forgiving);
    await inDays(20, forgiving);
    await at.hear();
    await expectAccess(at, 'none');
    await pastPeriod(at, forgiving);
    expect(await at.subscriptions()).toMatchObject([{ status: 'past_due' }]);
    expect((await at.entitlement()).access).toBe('grace');
    await inDays(8, forgiving);
    await at.hear();
    await expectAccess(at, 'none');
  });
});
