/** Stripe says `active`, and nobody pays: a renewal that is given up, and one that cannot be invoiced. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { catalogWith } from '../support/app-catalog.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe, expectAccess, useCard } from './at-stripe.ts';

const taxed = catalogWith({ tax: { behavior: 'exclusive', code: 'txcd_10103001' } });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe(7, { withoutLocation: 'stays_draft' });
  await pushCatalog(stripe, taxed);
});
afterAll(() => stripe.stop());

const inDays = (days: number) => stripe.advanceTo(new Date(stripe.now().getTime() + days * 86_400_000));

/** Two hours into the next period, when its invoice is no draft any more, or should not be. */
async function renewed(at: BuyerAtStripe, arrange?: Parameters<BuyerAtStripe['hear']>[0]): Promise<void> {
  const { periodEnd } = (await at.subscription()).items[0]!;
  await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
  await at.hear(arrange);
}

/** Without the links to sign in again. */
const told = (at: BuyerAtStripe) => at.told().filter((subject) => subject.includes('Basic'));

/** Signed in anew: a session does not outlive a period. */
async function returned({ app, email }: BuyerAtStripe) {
  const buyer = await signUp(app, email);
  const { subscriptions } = (await buyer.get<AccountView>('/v1/account')).body;
  return { buyer, subscription: subscriptions[0]! };
}

async function latestInvoice(at: BuyerAtStripe) {
  const { latest_invoice } = await stripe.sdk.subscriptions.retrieve((await at.subscription()).id);
  return stripe.sdk.invoices.retrieve(String(latest_invoice));
}

test('a renewal that is marked uncollectible has the grace of its invoice and no more, is told, and serves again once it is paid', async () => {
  const at = await buyerAtStripe(stripe);
  await useCard(stripe, await at.subscription(), 'pm_card_chargeCustomerFail');
  await renewed(at);
  const { accessUntil } = await at.entitlement();
  const { id } = await latestInvoice(at);
  await stripe.sdk.invoices.markUncollectible(id);
  await at.hear();
  const { buyer, subscription: shown } = await returned(at);
  expect(shown).toMatchObject({ status: 'active', unpaidBecause: 'given_up', payAt: expect.stringContaining(id) });
  expect(await at.entitlement()).toMatchObject({ access: 'grace', accessUntil });
  const change = { subscription: shown.id, price: 'pro_monthly' };
  expect((await buyer.send('POST', '/v1/subscription/change', change)).status).toBe(409);
  await inDays(8);
  await at.app.reconcile();
  await at.app.drain();
  await expectAccess(at, 'none');
  expect(told(at)).toEqual([expect.stringMatching(/^Your Basic payment failed/), 'Your Basic subscription has ended']);
  await useCard(stripe, { id: shown.id }, 'pm_card_visa');
  await stripe.sdk.invoices.pay(id);
  await at.hear();
  await expectAccess(at, 'full');
});

test('a renewal that cannot be invoiced has the grace of its draft, is told, and is made and charged once the address is mended', async () => {
  const at = await buyerAtStripe(stripe, { catalog: taxed });
  await stripe.sdk.customers.update(at.customerId, { address: '' });
  await renewed(at);
  expect(await latestInvoice(at)).toMatchObject({ status: 'draft' });
  expect((await returned(at)).subscription).toMatchObject({ status: 'active', unpaidBecause: 'location_unknown' });
  expect((await at.entitlement()).access).toBe('grace');
  await inDays(8);
  await at.app.reconcile();
  await at.app.drain();
  await expectAccess(at, 'none');
  expect(told(at)).toEqual(['Your Basic invoice needs your address', 'Your Basic subscription has ended']);
  await stripe.sdk.customers.update(at.customerId, { address: { country: 'DE' } });
  await at.hear();
  await at.hear();
  expect(await latestInvoice(at)).toMatchObject({ status: 'paid', total: 119_00 });
  await expectAccess(at, 'full');
});

test('that an invoice cannot be made is heard by its own event, though no other comes', async () => {
  const at = await buyerAtStripe(stripe, { catalog: taxed });
  await stripe.sdk.customers.update(at.customerId, { address: '' });
  await renewed(at, (events) => events.filter(({ type }) => type === 'invoice.finalization_failed'));
  expect((await at.entitlement()).access).toBe('grace');
  expect(told(at)).toEqual(['Your Basic invoice needs your address']);
});

test('a customer who changes and is still nowhere is asked of Stripe once, not again with each failure', async () => {
  const at = await buyerAtStripe(stripe, { catalog: taxed });
  await stripe.sdk.customers.update(at.customerId, { address: '' });
  await renewed(at);
  const failures = async () =>
    (await stripe.sdk.events.list({ type: 'invoice.finalization_failed', limit: 100 })).data.length;
  const before = await failures();
  await stripe.sdk.customers.update(at.customerId, { name: 'Still nowhere' });
  for (let round = 0; round < 3; round++) await at.hear();
  expect(await failures()).toBe(before + 1);
});
