/** Changes of subscriptions that are paid by invoice: Stripe drafts the invoice of a change and leaves it alone (decision 0061). */
import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountView, ChangePreviewView, ChangeView, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogByInvoice } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
let app: App;
let buyer: Person;
let id: string;
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  const table = memoryTable({ now: stripe.now });
  app = assemble({ table, stripe: stripe.gateway, now: stripe.now, catalog: catalogByInvoice });
  buyer = await signUp(app);
  const address = { line1: 'Unter den Linden 1', city: 'Berlin', country: 'DE' };
  await buyer.send('POST', '/v1/checkout/invoice', { price: 'basic_monthly', company: 'Acme GmbH', address });
  id = (await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]!.id;
});
afterEach(() => stripe.stop());

const invoices = async (): Promise<Stripe.Invoice[]> => (await stripe.sdk.invoices.list({ subscription: id })).data;
const payFirst = async () => stripe.sdk.invoices.pay((await invoices()).at(-1)!.id, { paid_out_of_band: true });
const send = <T>(what: 'change' | 'preview', price = 'pro_monthly') =>
  buyer.send<T & Problem>('POST', `/v1/subscription/${what}`, { subscription: id, price });
const sentTo = async () =>
  (await stripe.sdk.events.list({ type: 'invoice.sent', limit: 100 })).data.map(
    ({ data }) => (data.object as Stripe.Invoice).id,
  );

/** A change as a function leaves it that died right after its call: Stripe has the draft, and nobody gets it. */
async function diedAfterTheChange(): Promise<Stripe.Invoice> {
  const { items } = await stripe.sdk.subscriptions.retrieve(id);
  const [pro] = (await stripe.sdk.prices.list({ lookup_keys: ['pro_monthly'] })).data;
  await stripe.sdk.subscriptions.update(id, {
    items: [{ id: items.data[0]!.id, price: pro!.id }],
    proration_behavior: 'always_invoice',
  });
  const [draft] = await invoices();
  expect(draft).toMatchObject({ status: 'draft', auto_advance: false });
  return draft!;
}

test('a dearer plan is invoiced at once: final, mailed, and collected by Stripe from then on', async () => {
  await payFirst();
  expect((await send<ChangeView>('change')).body).toMatchObject({ outcome: 'changed', subscription: { plan: 'pro' } });
  const [invoice] = await invoices();
  expect(invoice).toMatchObject({ status: 'open', auto_advance: true, billing_reason: 'subscription_update' });
  expect(await sentTo()).toContain(invoice!.id);
});

test('a period that is not paid is paid first: Stripe would credit it, and the new invoice would hide it', async () => {
  const unpaid = { status: 409, body: { code: 'conflict', detail: expect.stringContaining('unpaid invoice') } };
  expect(await send('preview')).toMatchObject(unpaid);
  expect(await send('change')).toMatchObject(unpaid);
  expect(await invoices()).toHaveLength(1);
  await payFirst();
  expect((await send('preview')).status).toBe(200);
  expect((await send('change')).status).toBe(200);
});

test('a draft that a dead function left is sent by the nightly comparison', async () => {
  await payFirst();
  const { id: draft } = await diedAfterTheChange();
  await app.reconcile();
  expect((await invoices())[0]).toMatchObject({ id: draft, status: 'open', auto_advance: true });
  expect(await sentTo()).toContain(draft);
  expect((await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]).toMatchObject({ plan: 'pro' });
});

test('a draft that a dead function left is sent by the buyer’s next request, which then has to pay it', async () => {
  await payFirst();
  const { id: draft } = await diedAfterTheChange();
  expect((await send<ChangeView>('change')).body).toMatchObject({ outcome: 'changed' });
  expect(await invoices()).toMatchObject([{ id: draft, status: 'open' }, { status: 'paid' }]);
  expect((await send<ChangePreviewView>('preview', 'basic_monthly')).body).toMatchObject({ when: 'period_end' });
});

test('a renewal’s draft is left to Stripe', async () => {
  await payFirst();
  await stripe.advanceTo(new Date('2026-12-24T12:10:00Z'));
  await app.reconcile();
  expect((await invoices())[0]).toMatchObject({ status: 'draft', billing_reason: 'subscription_cycle' });
});
