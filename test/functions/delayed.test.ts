/** A first payment that is under way for days gives nothing until it has arrived, whatever else happens meanwhile. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountView, ChangePreviewView, ChangeView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import tollgate from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { useCard } from './at-stripe.ts';

const euros = {
  ...tollgate,
  plans: tollgate.plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({ ...price, currency: 'eur' })),
  })),
};

let stripe: TestStripe;
let app: App;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, euros);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog: euros });
  return () => stripe.stop();
});

const later = (days: number) => stripe.advanceTo(new Date(stripe.now().getTime() + days * 86_400_000));

async function debited(email: string, iban: string) {
  const buyer = await signUp(app, email);
  const checkOut = () => buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  const { body } = await checkOut();
  expect((await pay(body.url, { card: '', iban })).status).toBe(303);
  const account = async () => {
    await app.reconcile();
    await app.drain();
    return (await (await signUp(app, email)).get<AccountView>('/v1/account')).body;
  };
  const told = () =>
    app.mails.filter(({ to, subject }) => to === email && /payment/i.test(subject)).map(({ subject }) => subject);
  return { buyer, checkOut, account, told };
}

test('a delayed first payment gives access when it has arrived, and not before; meanwhile the plan is held and cannot be changed', async () => {
  const { buyer, checkOut, account } = await debited('pays@buyer.example', 'DE89370400440532013000');
  const before = await account();
  expect(before).toMatchObject({ entitlement: { access: 'none', allowance: 0 } });
  expect(before.subscriptions).toMatchObject([{ status: 'active', awaitsFirstPayment: true }]);
  expect(await checkOut()).toMatchObject({ status: 409, body: { code: 'plan_held' } });
  const change = { subscription: before.subscriptions[0]!.id, price: 'pro_monthly' };
  expect(await buyer.send('POST', '/v1/subscription/change', change)).toMatchObject({ status: 409 });
  await later(4);
  expect(await account()).toMatchObject({ entitlement: { access: 'none' } });
  await later(2);
  expect(await account()).toMatchObject({
    entitlement: { access: 'full', plans: ['basic'] },
    subscriptions: [{ awaitsFirstPayment: false }],
  });
});

test('a first debit that the bank returns gives nothing at any moment, ends at Stripe, and is told once with how to buy again', async () => {
  const { account, told } = await debited('fails@buyer.example', 'DE62370400440532013001');
  await account();
  await later(6);
  const [{ id }] = (await account()).subscriptions as [AccountView['subscriptions'][number]];
  expect(await account()).toMatchObject({
    entitlement: { access: 'none', plans: [] },
    subscriptions: [{ status: 'canceled', endedBecause: 'first_payment_failed', awaitsFirstPayment: false }],
  });
  const { latest_invoice } = await stripe.sdk.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
  expect(latest_invoice).toMatchObject({ status: 'void', billing_reason: 'subscription_create' });
  await later(40);
  expect(await account()).toMatchObject({ entitlement: { access: 'none' } });
  expect(told()).toEqual(['Your first Basic payment failed']);
  const back = await signUp(app, 'fails@buyer.example');
  expect((await back.send('POST', '/v1/checkout', { price: 'basic_monthly' })).status).toBe(201);
});

test('a renewal whose delayed payment is under way changes nothing, since Stripe says active', async () => {
  const { account } = await debited('renews@buyer.example', 'DE08370400440532013003');
  await later(32);
  const now = await account();
  expect(now).toMatchObject({ entitlement: { access: 'full', plans: ['basic'] } });
  expect(Date.parse(now.entitlement.periodStart!)).toBeGreaterThan(Date.parse('2026-11-25T00:00:00Z'));
});

test('a dearer plan that is paid by bank debit comes with the next period, as its preview says; with a card it holds at once', async () => {
  const email = 'upgrades@buyer.example';
  const { account } = await debited(email, 'DE89370400440532013000');
  await later(6);
  const [{ id, periodEnd }] = (await account()).subscriptions as [AccountView['subscriptions'][number]];
  const buyer = await signUp(app, email);
  const wish = { subscription: id, price: 'pro_monthly' };
  const preview = async () => (await buyer.send<ChangePreviewView>('POST', '/v1/subscription/preview', wish)).body;
  expect(await preview()).toMatchObject({
    ...{ when: 'period_end', at: periodEnd, byDebit: true, prorationAt: null },
    due: { amountMinor: 5_000_00, currency: 'eur' },
  });
  const { status, body } = await buyer.send<ChangeView>('POST', '/v1/subscription/change', wish);
  expect([status, body]).toMatchObject([200, { outcome: 'scheduled', subscription: { plan: 'basic' } }]);
  await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
  expect(await account()).toMatchObject({ entitlement: { access: 'full', plans: ['pro'] } });
});

test('a buyer who pays by card instead of bank account changes to a dearer plan at once', async () => {
  const email = 'card@buyer.example';
  const { account } = await debited(email, 'DE89370400440532013000');
  await later(6);
  const [{ id }] = (await account()).subscriptions as [AccountView['subscriptions'][number]];
  await useCard(stripe, { id }, 'pm_card_visa');
  const buyer = await signUp(app, email);
  const wish = { subscription: id, price: 'pro_monthly' };
  const preview = (await buyer.send<ChangePreviewView>('POST', '/v1/subscription/preview', wish)).body;
  expect(preview).toMatchObject({ when: 'now', byDebit: false });
  const { prorationAt } = preview;
  const change = await buyer.send<ChangeView>('POST', '/v1/subscription/change', { ...wish, prorationAt });
  expect(change.body).toMatchObject({ outcome: 'changed', subscription: { plan: 'pro' } });
});

test('a debit that is on its way is not ordered again by a run that collects its invoice', async () => {
  await debited('asked-once@buyer.example', 'DE89370400440532013000');
  const [invoice] = (await stripe.sdk.invoices.list({ status: 'open', limit: 1 })).data;
  const usage = usageGateway(stripe.sdk);
  for (let night = 0; night < 3; night++)
    expect(await usage.collect(invoice!.id, '2028-01-01T00:00:00.000Z')).toMatchObject({
      status: 'open',
      dueMinor: invoice!.amount_due,
    });
  expect((await stripe.sdk.charges.list({ customer: String(invoice!.customer) })).data).toHaveLength(1);
  await later(6);
  expect(await usage.collect(invoice!.id, '2028-01-01T00:00:00.000Z')).toMatchObject({ status: 'paid', dueMinor: 0 });
});
