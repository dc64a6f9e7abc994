/** Refunds and credit by operators, at the simulator of Stripe. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AdminGivenView, RefundView, RevenueView } from '../../../shared/http/views.ts';
import { type Person, signUp } from '../../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe, expectAccess } from '../at-stripe.ts';

let stripe: TestStripe;
let at: BuyerAtStripe;
let operator: Person;

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());
beforeEach(async () => {
  at = await buyerAtStripe(stripe);
  operator = await signUp(at.app, 'operator@example.com');
});

const path = (what: string) => `/v1/admin/accounts/${at.id}/billing/${what}`;
const preview = async (query = '') => (await operator.get<RefundView>(path(`refunds${query}`))).body;
const refund = async (body: object = {}) => {
  const { invoice } = await preview();
  const asked = { invoice, order: 'order-1', ends: true, reason: 'the outage' };
  return operator.send<RefundView>('POST', path('refunds'), { ...asked, ...body });
};
const refunds = async () => (await stripe.sdk.refunds.list({ charge: (await at.charges())[0]!.id })).data;
const lines = async (action: string) => (await at.trail()).filter((each) => each.action === action);
const mails = async (words: string) => {
  await at.app.drain();
  return at.app.mails.filter(({ to, text }) => to === at.email && text.includes(words));
};

describe('a refund by an operator', () => {
  test('in full, for the last invoice, ends the subscription by the policy, as the preview said before', async () => {
    const before = await preview();
    expect(before).toMatchObject({ refundedMinor: 0, amountMinor: before.paidMinor, ends: true });
    await expectAccess(at, 'full');
    expect((await refund()).body).toMatchObject({ refundedMinor: before.paidMinor, ends: true });
    await expectAccess(at, 'none');
    expect(await at.subscriptions()).toMatchObject([{ status: 'canceled', endedBecause: 'refunded' }]);
    expect(await lines('refund.made')).toMatchObject([{ detail: { invoice: before.invoice, reason: 'the outage' } }]);
    expect(await mails('We refunded')).toHaveLength(1);
  });

  test.each([
    ['?amountMinor=12.5', 400, 'amountMinor must be a whole number from 1 to 100000000'],
    ['?amountMinor=0', 400, 'amountMinor must be a whole number from 1 to 100000000'],
    ['?amount=500', 400, 'amount is not a parameter here; the parameters are invoice, amountMinor'],
    ['?amountMinor=99999999', 409, 'More than is left of this invoice cannot be refunded.'],
  ])('is not previewed for %s, and the answer says why', async (query, status, detail) => {
    const answer = await operator.get(path(`refunds${query}`));
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(detail);
  });

  test('in part takes no access', async () => {
    expect(await preview('?amountMinor=500')).toMatchObject({ amountMinor: 500, ends: false });
    expect((await refund({ amountMinor: 5_00, ends: false })).status).toBe(200);
    await at.hear();
    await expectAccess(at, 'full');
    expect(await refunds()).toMatchObject([{ amount: 5_00, metadata: { tollgate_order: 'order-1' } }]);
  });

  test('that would end the subscription unexpectedly, or not end it as expected, is refused, and nothing is refunded', async () => {
    expect(await refund({ ends: false })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await refund({ amountMinor: 5_00, ends: true })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await refunds()).toEqual([]);
    await expectAccess(at, 'full');
  });

  test('is made once an order, after answers that were lost too; another amount under it is refused', async () => {
    at.calls.arm({ at: 'stripe refundInvoice', kind: 'after' });
    expect((await refund({ amountMinor: 5_00, ends: false })).status).toBe(503);
    at.calls.reset();
    expect((await refund({ amountMinor: 5_00, ends: false })).status).toBe(200);
    expect((await refund({ amountMinor: 5_00, ends: false })).status).toBe(200);
    expect(await refund({ amountMinor: 6_00, ends: false })).toMatchObject({ status: 422 });
    expect(await refunds()).toHaveLength(1);
    expect(await lines('refund.made')).toHaveLength(1);
    expect(await mails('We refunded')).toHaveLength(1);
  });

  test('is refused where it is more than is left of the invoice', async () => {
    const { paidMinor } = await preview();
    await refund({ amountMinor: 5_00, ends: false });
    expect(await refund({ order: 'order-2', amountMinor: paidMinor })).toMatchObject({ status: 409 });
    expect(await refund({ invoice: 'in_nothing' })).toMatchObject({ status: 404 });
    expect(await refunds()).toHaveLength(1);
  });
});

describe('revenue', () => {
  type Refunds = { readonly amountMinor: number; readonly count: number };
  const refunded = async () => {
    const rollups = await at.app.deps.revenue.since('usd', '2000-01-01');
    const all = [...rollups.days.values()];
    const sum = (name: string) => all.reduce((total, sums) => total + (sums[name] ?? 0), 0);
    return { amountMinor: sum('refunded'), count: sum('refundedCount') } satisfies Refunds;
  };

  test('has each refund once, of an operator or at Stripe, whatever the number and the order of its events', async () => {
    await refund({ amountMinor: 5_00, ends: false });
    expect(await refunded()).toEqual({ amountMinor: 5_00, count: 1 });
    await at.hear((events) => [...events, ...events].toReversed());
    expect(await refunded()).toEqual({ amountMinor: 5_00, count: 1 });
    const [charge] = await at.charges();
    await stripe.sdk.refunds.create({ charge: charge!.id, amount: 7_00 });
    await at.hear((events) => [...events, ...events].toReversed());
    await at.app.reconcile();
    expect(await refunded()).toEqual({ amountMinor: 12_00, count: 2 });
    const day = stripe.now().toISOString().slice(0, 10);
    const { body } = await operator.get<RevenueView>('/v1/admin/revenue');
    expect(body.data[0]).toMatchObject({ refunds: { amountMinor: 12_00, count: 2 } });
    expect(body.data[0]!.days.find((each) => each.day === day)?.refunds).toEqual({ amountMinor: 12_00, count: 2 });
  });

  test('loses a refund whose money came back, once', async () => {
    const made = { id: 're_1', amountMinor: 5_00, currency: 'usd', at: stripe.now().toISOString(), stands: true };
    const { billing } = at.app.deps;
    for (const stands of [false, true, true, false, false, true]) await billing.countRefund({ ...made, stands });
    expect(await refunded()).toEqual({ amountMinor: 0, count: 0 });
  });
});

describe('credit by an operator', () => {
  const credit = (body: object = {}) =>
    operator.send<AdminGivenView>('POST', path('credit'), {
      ...{ amountMinor: 7_00, currency: 'usd', order: 'credit-1', reason: 'the outage' },
      ...body,
    });
  const balance = async () => {
    const customer = await stripe.sdk.customers.retrieve(at.customerId);
    return customer.deleted ? null : customer.balance;
  };

  test('reduces the next invoices, once an order, after answers that were lost too', async () => {
    at.calls.arm({ at: 'stripe giveCredit', kind: 'after' });
    expect((await credit()).status).toBe(503);
    at.calls.reset();
    expect((await credit()).status).toBe(200);
    expect((await credit()).status).toBe(200);
    expect(await balance()).toBe(-7_00);
    expect(await credit({ amountMinor: 8_00 })).toMatchObject({ status: 422 });
    expect(await lines('credit.given')).toHaveLength(1);
    expect(await mails('credit. It reduces your next invoices')).toHaveLength(1);
    await expectAccess(at, 'full');
  });

  test('in another currency than the organization pays in is refused', async () => {
    expect(await credit({ currency: 'eur' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await balance()).toBe(0);
  });
});
