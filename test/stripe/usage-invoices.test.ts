/** The gateway's calls about invoices of usage, against the simulator; and how a line's quantity is read. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OverageWindow } from '../../shared/domain/billing/overage.ts';
import { asInvoiced, type WindowInvoice } from '../../shared/domain/billing/settled-usage.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { catalogWithOverage } from '../functions/overage-buyer.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalogWithOverage);
});
afterEach(() => stripe.stop());

/** A subscription to Pro with 2,500 units past the allowance, paid by invoice. */
async function invoiced() {
  const { id: customer } = await stripe.sdk.customers.create({ email: 'company@buyer.example' });
  const prices = await stripe.gateway.pricesOf(['pro_monthly', 'pro_overage_monthly']);
  const { id, items } = await stripe.sdk.subscriptions.create({
    customer,
    items: prices.map((price) => ({ price })),
    collection_method: 'send_invoice',
    days_until_due: 30,
  });
  const payload = { stripe_customer_id: customer, value: '2500' };
  await stripe.sdk.billing.meterEvents.create({ event_name: 'tollgate_overage_pro', payload });
  const sent = async () => (await stripe.sdk.events.list({ type: 'invoice.sent' })).data.length;
  return { id, customer, itemId: items.data[1]!.id, sent };
}

test('the last invoice of a company is made final and mailed once, however often it is collected', async () => {
  const { id, customer, sent } = await invoiced();
  await stripe.gateway.cancelAtPeriodEnd(id, true);
  await stripe.advanceTo(new Date('2026-12-24T14:00:00Z'));
  const [last] = (await stripe.sdk.invoices.list({ customer, limit: 1 })).data;
  expect(last).toMatchObject({ status: 'draft', auto_advance: false });
  const before = await sent();
  const usage = usageGateway(stripe.sdk);
  for (let n = 0; n < 2; n++)
    expect(await usage.collect(last!.id, '2026-12-24T12:00:00.000Z')).toEqual({
      status: 'open',
      billsMore: false,
      dueMinor: 15_00,
      currency: 'usd',
    });
  expect((await sent()) - before).toBe(1);
});

test('an item is taken off once, and its usage is on an invoice of its own', async () => {
  const { id, customer, itemId } = await invoiced();
  await stripe.advanceTo(new Date('2026-12-01T12:00:00Z'));
  const usage = usageGateway(stripe.sdk);
  for (let n = 0; n < 2; n++) expect(await usage.takeOff({ subscriptionId: id, itemIds: [itemId] })).toBe(true);
  const window = {
    ...{ subscriptionId: id, planId: 'pro', itemId, early: true as const },
    ...{ start: '2026-11-24T12:00:00.000Z', end: '2026-12-24T12:00:00.000Z' },
  };
  expect(await usage.invoiceOf(window)).toMatchObject({ quantity: 2_500, packs: 3 });
  expect((await stripe.sdk.invoices.list({ customer })).data).toHaveLength(2);
});

const window: OverageWindow = {
  ...{ subscriptionId: 'sub_1', planId: 'pro', itemId: 'si_1' },
  ...{ start: '2026-11-24T12:00:00.000Z', end: '2026-12-24T12:00:00.000Z' },
  ...{ units: { p: 2_500 }, most: { p: 2_500 }, report: null },
};
const final: WindowInvoice = {
  ...{ id: 'in_1', status: 'paid', finalizesAt: null, isStopped: false, isLast: false, quantity: 2_500, packs: 3 },
};

test.each([
  ['units are what is billed', { quantity: 2_500, packs: 3 }, 2_500],
  ['fewer units leave a rest', { quantity: 2_000, packs: 2 }, 2_000],
  ['packs count with all that they hold, so that nothing is billed twice', { quantity: 3, packs: 3 }, 2_500],
  ['fewer packs leave a rest', { quantity: 2, packs: 2 }, 2_000],
])('reading a line: %s', (_, line, billed) => {
  const now = new Date('2026-12-24T14:00:00Z');
  const found = { invoice: { ...final, ...line }, hasEnded: false, packUnits: 1_000, now };
  expect(asInvoiced(window, found)).toMatchObject({ closed: true, billed });
});
