import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, submitForm } from './steps.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;

beforeEach(async () => {
  buyer = await startSubscriber();
  stripe = buyer.world.stripe;
  await stripe.coupons.create({ id: 'half', percent_off: 50, duration: 'once' });
});
afterEach(() => buyer.world.stop());

const makeCode = (code: string, more: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
  stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: 'half' }, code, ...more });
const open = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: buyer.customer,
    line_items: [{ price: buyer.monthly, quantity: 1 }],
    allow_promotion_codes: true,
    success_url: 'https://shop.example/thanks',
    ...more,
  });
const visa = card('4242 4242 4242 4242');
const submit = (session: Stripe.Checkout.Session, fields: Record<string, string>) =>
  submitForm(String(session.url), fields);
const charges = async () => (await stripe.charges.list()).data.map(({ amount }) => amount);
const refusal = (call: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error) => error,
  );

describe('a promotion code on the hosted page', () => {
  it('shows the new price when it is applied, and nothing is redeemed or charged before the card is paid', async () => {
    const code = await makeCode('LAUNCH50');
    const session = await open();
    const page = await submit(session, { promotion_code: ' launch50 ', action: 'apply' });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('Discount: −50.00 USD');
    expect(text).toContain('Due today: <strong>50.00 USD</strong>');
    expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(0);
    expect(await charges()).toEqual([]);
    expect((await submit(session, visa)).status).toBe(303);
    expect(await charges()).toEqual([50_00]);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(paid).toMatchObject({
      amount_subtotal: 100_00,
      amount_total: 50_00,
      total_details: { amount_discount: 50_00 },
      discounts: [{ coupon: null, promotion_code: code.id }],
    });
    expect(paid.line_items?.data[0]).toMatchObject({ amount_discount: 50_00, amount_total: 50_00 });
    expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
    await buyer.world.simulator.settle();
    const [event] = buyer.eventsOf('customer.discount.created');
    expect(event?.data.object).toMatchObject({ checkout_session: session.id, promotion_code: code.id });
  });

  it('typed together with the card is applied before the card is charged', async () => {
    await makeCode('LAUNCH50');
    expect((await submit(await open(), { ...visa, promotion_code: 'LAUNCH50' })).status).toBe(303);
    expect(await charges()).toEqual([50_00]);
  });

  it('that is unknown, inactive, expired or used up charges nothing: 402 and the form again', async () => {
    const expires_at = Date.parse('2027-02-10T00:00:00Z') / 1000;
    await makeCode('EXPIRES', { expires_at });
    const off = await makeCode('OFF');
    await stripe.promotionCodes.update(off.id, { active: false });
    await makeCode('ONE', { max_redemptions: 1 });
    expect((await submit(await open(), { ...visa, promotion_code: 'ONE' })).status).toBe(303);
    await buyer.to('2027-02-11T00:00:00Z');
    const session = await open();
    for (const typed of ['NEVER', 'OFF', 'ONE', 'EXPIRES']) {
      const answer = await submit(session, { ...visa, promotion_code: typed });
      expect(answer.status, typed).toBe(402);
      expect(await answer.text()).toContain('role="alert"');
    }
    expect(await charges()).toEqual([50_00]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  });

  it('that another buyer uses up meanwhile is not given: the price is the full one again', async () => {
    await makeCode('ONE', { max_redemptions: 1 });
    const [first, second] = [await open(), await open({ line_items: [{ price: buyer.yearly, quantity: 1 }] })];
    for (const session of [first, second]) await submit(session, { promotion_code: 'ONE', action: 'apply' });
    expect((await submit(first, visa)).status).toBe(303);
    const late = await submit(second, visa);
    expect(late.status).toBe(402);
    expect(await late.text()).toContain('Due today: <strong>1000.00 USD</strong>');
    expect(await charges()).toEqual([50_00]);
  });

  it('for first purchases only is refused to who has paid before', async () => {
    await makeCode('FIRST', { restrictions: { first_time_transaction: true } });
    expect((await submit(await open(), { ...visa, promotion_code: 'FIRST' })).status).toBe(303);
    const answer = await submit(await open(), { ...visa, promotion_code: 'FIRST' });
    expect(answer.status).toBe(402);
    expect(await answer.text()).toContain('prior transactions');
  });

  it('with a minimum amount is refused below it', async () => {
    await makeCode('BIG', { restrictions: { minimum_amount: 500_00, minimum_amount_currency: 'usd' } });
    expect((await submit(await open(), { promotion_code: 'BIG', action: 'apply' })).status).toBe(402);
    const yearly = await open({ line_items: [{ price: buyer.yearly, quantity: 1 }] });
    expect((await submit(yearly, { promotion_code: 'BIG', action: 'apply' })).status).toBe(200);
  });

  it('for another product is refused, and the session keeps its price', async () => {
    await stripe.products.create({ id: 'badge', name: 'Badge' });
    const products = ['badge'];
    await stripe.coupons.create({ id: 'badges', percent_off: 50, duration: 'once', applies_to: { products } });
    await makeCode('BADGE', { promotion: { type: 'coupon', coupon: 'badges' } });
    const session = await open();
    const answer = await submit(session, { promotion_code: 'BADGE', action: 'apply' });
    expect(answer.status).toBe(402);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ amount_total: 100_00, discounts: [] });
  });

  it('has no field, and no effect, where the session does not allow codes', async () => {
    await makeCode('LAUNCH50');
    const session = await open({ allow_promotion_codes: false });
    expect(await (await fetch(String(session.url))).text()).not.toContain('promotion_code');
    expect((await submit(session, { ...visa, promotion_code: 'LAUNCH50' })).status).toBe(303);
    expect(await charges()).toEqual([100_00]);
  });

  it('that makes it free needs no payment, and the subscription is active', async () => {
    await stripe.coupons.create({ id: 'free', percent_off: 100, duration: 'forever' });
    await makeCode('FREE', { promotion: { type: 'coupon', coupon: 'free' } });
    const session = await open();
    expect((await submit(session, { ...visa, promotion_code: 'FREE' })).status).toBe(303);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
    expect(paid).toMatchObject({ payment_status: 'no_payment_required', amount_total: 0 });
    expect(paid.subscription).toMatchObject({ status: 'active' });
    expect(await charges()).toEqual([]);
  });

  it('stays applied while a card is declined and another tried', async () => {
    await makeCode('LAUNCH50');
    const session = await open();
    const declined = { ...card('4000000000000002'), promotion_code: 'LAUNCH50' };
    expect((await submit(session, declined)).status).toBe(402);
    expect((await submit(session, visa)).status).toBe(303);
    expect((await stripe.charges.list()).data.map(({ amount, paid }) => [amount, paid])).toEqual([
      [50_00, true],
      [50_00, false],
    ]);
  });
});

describe('promotion codes in the API', () => {
  it('are one active code for a word, in any case; ended, the word is free again', async () => {
    const first = await makeCode('SALE');
    expect((await refusal(makeCode('sale'))).code).toBe('resource_already_exists');
    await stripe.promotionCodes.update(first.id, { active: false });
    const second = await makeCode('sale');
    expect((await stripe.promotionCodes.list({ code: 'SALE', active: true })).data).toMatchObject([{ id: second.id }]);
    expect((await refusal(stripe.promotionCodes.update(first.id, { active: true }))).code).toBe(
      'resource_already_exists',
    );
  });

  it('end with their coupon', async () => {
    const code = await makeCode('SALE');
    await stripe.coupons.del('half');
    expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
    expect((await refusal(stripe.promotionCodes.update(code.id, { active: true }))).statusCode).toBe(400);
  });

  it('give a session its discount from the start, but not beside a field for codes', async () => {
    const code = await makeCode('SALE');
    const discounts = [{ promotion_code: code.id }];
    expect(await open({ discounts, allow_promotion_codes: undefined })).toMatchObject({ amount_total: 50_00 });
    expect((await refusal(open({ discounts }))).code).toBe('parameters_exclusive');
  });

  it('show their coupon when it is asked for', async () => {
    await makeCode('SALE');
    const { data } = await stripe.promotionCodes.list({ expand: ['data.promotion.coupon'] });
    expect(data[0]?.promotion.coupon).toMatchObject({ id: 'half', percent_off: 50 });
  });
});
