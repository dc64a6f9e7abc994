/** A badge of an organization with its affiliates: one checkout, one subscription, one quantity. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
let app: ReturnType<typeof assemble>;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now });
});
afterAll(() => stripe.stop());

const price = 'verified_organization_monthly';
const checkOut = (buyer: Person, body: object) => buyer.send<{ url: string }>('POST', '/v1/checkout', body);
const subscriptionOf = async (buyer: Person) => {
  await app.reconcile();
  return (await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]!;
};
const invoicesOf = async (buyer: Person) => {
  const [customer] = (await stripe.sdk.customers.list({ email: buyer.email })).data;
  return (await stripe.sdk.invoices.list({ customer: customer!.id })).data;
};

test('affiliates are paid for with the badge, in one subscription, at once and with each renewal', async () => {
  const buyer = await signUp(app, 'three@buyer.example');
  const { body } = await checkOut(buyer, { price, affiliates: 3 });
  expect((await pay(body.url)).status).toBe(303);
  const subscription = await subscriptionOf(buyer);
  expect(subscription).toMatchObject({ price, badge: 'verified_organization', affiliates: 3, status: 'active' });
  const lines = [1_000_00, 150_00];
  const [first] = await invoicesOf(buyer);
  expect(first).toMatchObject({
    status: 'paid',
    total: 1_150_00,
    lines: { data: lines.map((amount) => ({ amount })) },
  });
  await stripe.advanceTo(new Date(Date.parse(subscription.periodEnd) + 2 * 3_600_000));
  const later = await subscriptionOf(await signUp(app, buyer.email));
  expect(later).toMatchObject({ affiliates: 3, periodStart: subscription.periodEnd });
  expect((await invoicesOf(buyer)).map(({ total, status }) => [total, status])).toEqual([
    [1_150_00, 'paid'],
    [1_150_00, 'paid'],
  ]);
});

test.each([{}, { affiliates: 0 }])('without affiliates (%j) the badge alone is sold', async (more) => {
  const buyer = await signUp(app, `${Object.keys(more).length}-none@buyer.example`);
  await pay((await checkOut(buyer, { price, ...more })).body.url);
  expect(await subscriptionOf(buyer)).toMatchObject({ price, affiliates: 0 });
  expect(await invoicesOf(buyer)).toMatchObject([{ total: 1_000_00, lines: { data: [{ quantity: 1 }] } }]);
});

test('another number of affiliates ends the checkout before: what is paid is what was asked for last', async () => {
  const buyer = await signUp(app, 'twice@buyer.example');
  const first = await checkOut(buyer, { price, affiliates: 5 });
  const second = await checkOut(buyer, { price, affiliates: 2 });
  expect((await pay(first.body.url)).status).not.toBe(303);
  expect((await pay(second.body.url)).status).toBe(303);
  expect(await subscriptionOf(buyer)).toMatchObject({ affiliates: 2 });
  expect(await checkOut(buyer, { price, affiliates: 9 })).toMatchObject({ status: 409, body: { code: 'plan_held' } });
});

describe('refused, and no checkout begun', () => {
  let buyer: Person;
  beforeAll(async () => {
    buyer = await signUp(app, 'refused@buyer.example');
  });
  const refused = async (body: object) => {
    const reply = await buyer.send<Problem>('POST', '/v1/checkout', body);
    expect(reply.status, reply.text).toBe(400);
    return reply.body.errors;
  };

  test.each([-1, 1.5, 1_001, 1e300, '3', null, [], {}])('a number of %j', async (affiliates) => {
    const message = 'must be a whole number from 0 to 1000';
    expect(await refused({ price, affiliates })).toEqual([{ field: 'affiliates', message }]);
  });

  test.each(['verified_monthly', 'basic_monthly'])('any at all for %s, which has no price for them', async (other) => {
    const message = `must be 0 or left out, because ${other} is not sold with affiliates`;
    expect(await refused({ price: other, affiliates: 1 })).toEqual([{ field: 'affiliates', message }]);
  });

  test('affiliates by themselves', async () => {
    expect(await refused({ price: 'verified_affiliate_monthly', affiliates: 1 })).toMatchObject([{ field: 'price' }]);
  });
});
