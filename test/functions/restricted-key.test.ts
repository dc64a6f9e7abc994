/** The functions need no more of Stripe than the runbook says. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView, ChangeView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { offerAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { objectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';
import { permissionsOfFunctions } from '../../shared/stripe/permissions.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import { assemble } from '../support/app.ts';
import { catalogByInvoice } from '../support/app-catalog.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const key = 'rk_test_of_the_functions_0123456789';

let stripe: TestStripe;
beforeAll(async () => {
  const granted = permissionsOfFunctions.map(({ name }) => name);
  stripe = await startStripe(1, {}, { restrictedKeys: { [key]: granted } });
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

test('a key that may do what the runbook asks for serves a buyer’s whole life', async () => {
  const client = stripeClient(key, stripe.simulator.url);
  const sold = { offerAtStripe: offerAtStripe(client), objectsAtStripe: objectsAtStripe(client) };
  const ports = { ...sold, table: memoryTable(), stripe: stripeGateway(client), stripeUsage: usageGateway(client) };
  const app = assemble({ ...ports, now: stripe.now, catalog: catalogByInvoice, totalOf: async () => 1_000_500 });
  const buyer = await signUp(app);
  const post = async <T = object>(path: string, body: object, status = 200) => {
    const reply = await buyer.send<T>('POST', path, body);
    expect(reply.status, reply.text).toBe(status);
    return reply.body;
  };
  const address = { line1: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', country: 'DE' };
  const company = { company: 'Acme GmbH', address, purchaseOrder: 'PO-7' };
  await post('/v1/checkout/invoice', { price: 'pro_monthly', ...company, vatId: 'DE123456789' }, 201);
  const first = (await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]!.id;
  await post('/v1/subscription/cancel', { subscription: first, when: 'now' });
  await pay((await post<{ url: string }>('/v1/credit/top-ups', {}, 201)).url);
  const wanted = await buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits: 1_000_000, packs: 1 });
  expect(wanted.status, wanted.text).toBe(200);
  await app.drain();
  await post('/v1/checkout', { price: 'pro_monthly' }, 201);
  const { url } = await post<{ url: string }>('/v1/checkout', { price: 'basic_monthly' }, 201);
  await pay(url);
  await app.reconcile();
  const held = (await buyer.get<AccountView>('/v1/account')).body.subscriptions.find(({ plan }) => plan === 'basic')!;
  const wish = { subscription: held.id, price: 'pro_monthly' };
  await post('/v1/subscription/preview', wish);
  await stripe.sdk.subscriptions.update(held.id, { default_payment_method: 'pm_card_chargeCustomerFail' });
  expect((await post<ChangeView>('/v1/subscription/change', wish)).outcome).toBe('awaiting_payment');
  await post('/v1/subscription/resume', { subscription: held.id });
  await stripe.sdk.subscriptions.update(held.id, { default_payment_method: 'pm_card_visa' });
  expect((await post<ChangeView>('/v1/subscription/change', wish)).outcome).toBe('changed');
  expect(await app.usageReport()).toMatchObject({ failed: 0 });
  await app.reconcile();
  expect(await app.usageReport()).toMatchObject({ reports: 1 });
  const back = await post<ChangeView>('/v1/subscription/change', { ...wish, price: 'basic_monthly' });
  expect(back.outcome).toBe('scheduled');
  await post('/v1/subscription/cancel', { subscription: held.id, when: 'period_end' });
  await post('/v1/subscription/resume', { subscription: held.id });
  await post('/v1/billing-portal', {}, 201);
  expect((await buyer.get('/v1/invoices')).status).toBe(200);
  const operator = await signUp(app, 'operator@example.com');
  expect((await operator.get('/v1/admin/catalogue')).status).toBe(200);
  for (const id of ['in_1', 'pi_1', 'ch_1', 're_1', 'sub_1', 'cs_1', 'du_1'])
    expect((await operator.get(`/v1/admin/stripe/${id}`)).status, id).toBe(200);

  const [charge] = (await stripe.sdk.charges.list()).data.filter(({ status }) => status === 'succeeded');
  await stripe.sdk.refunds.create({ charge: charge!.id });
  for (const type of ['charge.refunded', 'invoice.paid'] as const) {
    const [event] = (await stripe.sdk.events.list({ type })).data;
    const message = messageOf(event);
    app.stripeQueue.put(message, { group: String(message.customerId) });
  }
  await app.drain();
  await pay((await post<{ url: string }>('/v1/checkout', { price: 'verified_monthly' }, 201)).url);
  await app.reconcile();
  await post('/v1/badges', { kind: 'person', handle: 'ada', displayName: 'Ada', url: 'https://ada.example' }, 201);
  expect((await buyer.send('DELETE', '/v1/badges/ada')).status).toBe(204);
  expect(await app.settleBadges()).toMatchObject({ refunded: 1, failed: 0 });
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  await app.reconcile();
  expect(app.logs.filter((line) => line.includes('permission'))).toEqual([]);
  const { data } = await stripe.sdk.subscriptions.list({ status: 'all' });
  expect(data.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled']);
});

test('the runbook names exactly these', async () => {
  const runbook = await readFile('docs/runbook.md', 'utf8');
  const [asked = ''] = runbook.split('A restricted key needs, for the functions:').slice(1);
  const [functions = ''] = asked.split('For `npm run catalog');
  const words = functions.replace(/\s+/g, ' ');
  for (const level of ['Write', 'Read']) {
    const wanted = permissionsOfFunctions.filter((each) => each.level === level).map(({ resource }) => resource);
    const list = words.split(`*${level}* on `)[1]?.split(';')[0] ?? '';
    const names = list.replace(/\.\s*$/, '').split(/, and |, | and (?!Refunds)/);
    expect(names.map((name) => name.trim()).toSorted()).toEqual(wanted.toSorted());
  }
});
