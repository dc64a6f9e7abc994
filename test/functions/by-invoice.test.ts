/** Payment by invoice: bank transfer, VAT id, purchase-order number. Access begins with the order and ends with what is overdue. */
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountView, InvoiceView, Listing, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogByInvoice, catalogWith } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
let app: App;
let buyer: Person;
const appWith = (catalog = catalogByInvoice) =>
  assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog });
beforeEach(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = appWith();
  buyer = await signUp(app);
});
afterEach(() => stripe.stop());

const address = { line1: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', country: 'DE' };
const company = { company: 'Acme GmbH', address, vatId: 'DE 123.456.789', purchaseOrder: 'PO-2026-7' };
const wanted = { price: 'pro_monthly', ...company };
const order = (body: object = wanted) => buyer.send<{ url: string }>('POST', '/v1/checkout/invoice', body);
const checkOut = (price = wanted.price) => buyer.send<{ url: string }>('POST', '/v1/checkout', { price });

const customerOf = async () => (await stripe.sdk.customers.list({ email: buyer.email })).data[0]!;
const invoicesOf = async (): Promise<Stripe.Invoice[]> =>
  (await stripe.sdk.invoices.list({ customer: (await customerOf()).id })).data;
const subscriptionsOf = async (): Promise<Stripe.Subscription[]> =>
  (await stripe.sdk.subscriptions.list({ customer: (await customerOf()).id, status: 'all' })).data;

/** So many days after the start, when the nightly comparison has run. */
async function onDay(day: number): Promise<AccountView> {
  await stripe.advanceTo(new Date(Date.parse('2026-11-24T12:00:00.000Z') + day * 86_400_000));
  await app.reconcile();
  await app.drain();
  const account = await buyer.get<AccountView>('/v1/account');
  if (account.status === 200) return account.body;
  buyer = await signUp(app, buyer.email);
  return (await buyer.get<AccountView>('/v1/account')).body;
}

describe('an order by invoice', () => {
  test('gives access at once and an invoice to a company, with its VAT id, its order number and its due date', async () => {
    const { status, body } = await order();
    expect(status).toBe(201);
    const [invoice, ...others] = await invoicesOf();
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      hosted_invoice_url: body.url,
      status: 'open',
      amount_due: 5_000_00,
      due_date: Date.parse('2026-12-08T12:00:00.000Z') / 1000,
      customer_name: 'Acme GmbH',
      customer_address: { line1: address.line1, city: 'Berlin', postal_code: '10117', country: 'DE' },
      customer_tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
      custom_fields: [{ name: 'Purchase order', value: 'PO-2026-7' }],
    });
    const { entitlement, subscriptions } = (await buyer.get<AccountView>('/v1/account')).body;
    const dueAt = '2026-12-08T12:00:00.000Z';
    expect(entitlement).toMatchObject({ access: 'full', accessUntil: dueAt, plans: ['pro'], allowance: 1_000_000 });
    expect(subscriptions).toMatchObject([{ status: 'active', price: 'pro_monthly', invoiceDueAt: dueAt }]);
    expect((await buyer.get<Listing<InvoiceView>>('/v1/invoices')).body.data).toMatchObject([{ url: body.url }]);
  });

  test('paid by transfer, it goes on; each renewal is an invoice under the same order number', async () => {
    await order();
    const [first] = await invoicesOf();
    await stripe.sdk.invoices.pay(first!.id, { paid_out_of_band: true });
    const paid = await onDay(1);
    expect(paid.subscriptions).toMatchObject([{ invoiceDueAt: null }]);
    expect(paid.entitlement.accessUntil).toBe('2026-12-24T12:00:00.000Z');
    const renewed = await onDay(31);
    expect(await invoicesOf()).toMatchObject([
      { status: 'open', billing_reason: 'subscription_cycle', custom_fields: [{ value: 'PO-2026-7' }] },
      { status: 'paid' },
    ]);
    expect(renewed).toMatchObject({
      entitlement: { access: 'full' },
      subscriptions: [{ invoiceDueAt: '2027-01-07T13:00:00.000Z' }],
    });
  });

  test('left unpaid, it is past due, in grace, told, without access after 7 days, and ended by Stripe’s settings', async () => {
    await order();
    expect((await onDay(13)).entitlement.access).toBe('full');
    expect(await onDay(15)).toMatchObject({
      entitlement: { access: 'grace' },
      subscriptions: [{ status: 'past_due' }],
    });
    await onDay(16);
    const overdue = app.mails.filter(({ subject }) => /overdue|unpaid|invoice/i.test(subject));
    expect(overdue).toHaveLength(1);
    expect((await onDay(22)).entitlement.access).toBe('none');
    expect((await onDay(45)).subscriptions).toMatchObject([{ status: 'canceled' }]);
    expect((await invoicesOf())[0]).toMatchObject({ status: 'open', amount_paid: 0 });
  });

  test('is changed to what is sold by invoice too, with an invoice over the difference, and to nothing else', async () => {
    const change = async () => {
      await order({ ...wanted, price: 'basic_monthly' });
      await stripe.sdk.invoices.pay((await invoicesOf())[0]!.id, { paid_out_of_band: true });
      const { subscriptions } = (await buyer.get<AccountView>('/v1/account')).body;
      return buyer.send('POST', '/v1/subscription/change', {
        subscription: subscriptions[0]!.id,
        price: 'pro_monthly',
      });
    };
    expect((await change()).status).toBe(200);
    expect((await invoicesOf()).map(({ status, total }) => [status, total])).toEqual([
      ['open', 4_900_00],
      ['paid', 100_00],
    ]);
    app = appWith(catalogWith({ byInvoice: { daysUntilDue: 14, prices: ['basic_monthly'] } }));
    buyer = await signUp(app, 'basic-only@buyer.example');
    expect(await change()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await invoicesOf()).toHaveLength(1);
  });

  test('changed to a cheaper plan for the next period, it is invoiced as before: with its days and its order number', async () => {
    await order();
    const [first] = await invoicesOf();
    await stripe.sdk.invoices.pay(first!.id, { paid_out_of_band: true });
    const { subscriptions } = await onDay(1);
    const change = { subscription: subscriptions[0]!.id, price: 'basic_monthly' };
    expect((await buyer.send('POST', '/v1/subscription/change', change)).body).toMatchObject({ outcome: 'scheduled' });
    expect(await onDay(31)).toMatchObject({
      entitlement: { access: 'full', plans: ['basic'] },
      subscriptions: [{ plan: 'basic', invoiceDueAt: '2027-01-07T13:00:00.000Z' }],
    });
    expect((await invoicesOf())[0]).toMatchObject({
      ...{ status: 'open', collection_method: 'send_invoice', total: 100_00 },
      custom_fields: [{ name: 'Purchase order', value: 'PO-2026-7' }],
    });
  });

  test('takes affiliates along', async () => {
    expect((await order({ ...wanted, price: 'verified_organization_monthly', affiliates: 4 })).status).toBe(201);
    expect((await buyer.get<AccountView>('/v1/account')).body.subscriptions).toMatchObject([{ affiliates: 4 }]);
    expect((await invoicesOf())[0]?.total).toBe(1_200_00);
  });

  test('needs no VAT id, no order number, and none of the address but a line, a city and a country', async () => {
    const { vatId, purchaseOrder, ...rest } = wanted;
    const { line1, city, country } = address;
    expect((await order({ ...rest, address: { line1, city, country } })).status).toBe(201);
    expect((await invoicesOf())[0]).toMatchObject({ custom_fields: null, customer_tax_ids: [] });
  });
});

describe('one order, one subscription, one invoice', () => {
  const expectOne = async () => {
    expect(await subscriptionsOf()).toHaveLength(1);
    expect(await invoicesOf()).toHaveLength(1);
  };

  test('asked again for the same, the same invoice is answered, and it was mailed once', async () => {
    const first = await order();
    expect((await order()).body).toEqual(first.body);
    await expectOne();
    const sent = (await stripe.sdk.events.list({ limit: 100 })).data.filter(({ type }) => type === 'invoice.sent');
    expect(sent).toHaveLength(1);
  });

  test('asked for something else of the same plan, or once it is paid, the answer is that it is held', async () => {
    await order();
    const held = { status: 409, body: { code: 'plan_held' } };
    expect(await order({ ...wanted, purchaseOrder: 'PO-8' })).toMatchObject(held);
    expect(await checkOut()).toMatchObject(held);
    await stripe.sdk.invoices.pay((await invoicesOf())[0]!.id, { paid_out_of_band: true });
    expect(await order()).toMatchObject(held);
    await expectOne();
  });

  test('a checkout by card that was open is ended; one that was paid meanwhile is found, and nothing is invoiced', async () => {
    const session = await checkOut();
    expect((await order()).status).toBe(201);
    expect((await pay(session.body.url)).status).not.toBe(303);
    await expectOne();
    const badge = await checkOut('verified_organization_monthly');
    await pay(badge.body.url);
    const late = await order({ ...wanted, price: 'verified_organization_monthly' });
    expect(late).toMatchObject({ status: 409, body: { code: 'plan_held' } });
    expect(await subscriptionsOf()).toHaveLength(2);
  });

  test('a request that ended before it knew of its subscription is completed by the next purchase, two days later too', async () => {
    const { id } = (await buyer.get<AccountView>('/v1/account')).body;
    await buyer.send('POST', '/v1/billing-portal', {});
    const [price, overage] = await stripe.gateway.pricesOf(['pro_monthly', 'pro_overage_monthly']);
    const ordered = {
      lines: [{ price: price!, quantity: 1 }, { price: overage! }],
      currency: 'usd',
      daysUntilDue: 14,
      purchaseOrder: 'PO-2026-7',
      taxes: false,
    };
    const audit = {
      id: 'line',
      accountId: id,
      at: stripe.now().toISOString(),
      action: 'order.placed',
      actor: 'tollgate',
      detail: {},
    } as const;
    await app.deps.checkouts.take(id, 'plan:pro', { previous: null, order: ordered, audit });
    const customerId = (await customerOf()).id;
    await stripe.gateway.createInvoiced({ accountId: id, customerId, order: ordered }, `invoice:${id}:plan:pro:1`);
    await stripe.advanceTo(new Date(stripe.now().getTime() + 2 * 86_400_000));
    expect(await checkOut()).toMatchObject({ status: 409, body: { code: 'plan_held' } });
    expect((await order()).body.url).toBe((await invoicesOf())[0]?.hosted_invoice_url);
    await expectOne();
  });

  test('an account that leaves while an order is under way has nothing to pay afterwards', async () => {
    const { id } = (await buyer.get<AccountView>('/v1/account')).body;
    await buyer.send('POST', '/v1/billing-portal', {});
    const [price] = await stripe.gateway.pricesOf(['pro_monthly']);
    const ordered = {
      lines: [{ price: price!, quantity: 1 }],
      currency: 'usd',
      daysUntilDue: 14,
      purchaseOrder: null,
      taxes: false,
    };
    const audit = {
      id: 'line',
      accountId: id,
      at: stripe.now().toISOString(),
      action: 'order.placed',
      actor: 'tollgate',
      detail: {},
    } as const;
    await app.deps.checkouts.take(id, 'plan:pro', { previous: null, order: ordered, audit });
    await buyer.send('DELETE', '/v1/account');
    await app.drain();
    const late = { accountId: id, customerId: (await customerOf()).id, order: ordered };
    await stripe.gateway.createInvoiced(late, `invoice:${id}:plan:pro:1`);
    expect((await subscriptionsOf()).map(({ status }) => status)).toEqual(['canceled']);
  });
});

describe('refused, with nothing bought', () => {
  const refused = async (body: object) => {
    const reply = await buyer.send<Problem>('POST', '/v1/checkout/invoice', body);
    expect(reply.status, reply.text).toBe(400);
    const customers = await stripe.sdk.customers.list({ email: buyer.email });
    if (customers.data.length > 0) expect(await subscriptionsOf()).toEqual([]);
    return reply.body.errors ?? [];
  };
  const field = async (body: object) => (await refused(body)).map((each) => each.field);

  test.each([
    ['a company without a name', { company: ' ' }, 'company'],
    ['no address', { address: undefined }, 'address'],
    ['an address without a city', { address: { line1: 'x', country: 'DE' } }, 'address.city'],
    ['a country that is none', { address: { ...address, country: 'XX' } }, 'address.country'],
    ['a country by its name', { address: { ...address, country: 'Germany' } }, 'address.country'],
    ['an unknown field', { address: { ...address, street: 'x' } }, 'address.street'],
    ['an order number of two lines', { purchaseOrder: 'a\nb' }, 'purchaseOrder'],
    ['an order number that Stripe cannot print', { purchaseOrder: 'x'.repeat(141) }, 'purchaseOrder'],
    ['a VAT id without letters', { vatId: '123456789' }, 'vatId'],
    ['a VAT id of no country', { vatId: 'ZZ123456789' }, 'vatId'],
    ['a price that nobody has', { price: 'nothing' }, 'price'],
    ['a price that is paid by card only', { price: 'verified_monthly' }, 'price'],
    ['affiliates of a plan', { affiliates: 1 }, 'affiliates'],
  ])('%s', async (_, change, name) => {
    expect(await field({ ...wanted, ...change })).toEqual([name]);
  });

  test('a VAT id that Stripe does not take, in its words; corrected, the order goes through and bills the right one', async () => {
    expect(await refused({ ...wanted, vatId: 'FRO1234567890' })).toEqual([
      { field: 'vatId', message: 'was not accepted by Stripe: Invalid value for eu_vat' },
    ]);
    const { customers } = stripe.sdk;
    const { id } = await customerOf();
    await customers.createTaxId(id, { type: 'eu_vat', value: 'FR99999999999' });
    await customers.createTaxId(id, { type: 'us_ein', value: '12-3456789' });
    expect((await order({ ...wanted, vatId: 'FR12345678901' })).status).toBe(201);
    expect((await invoicesOf())[0]?.customer_tax_ids?.map(({ value }) => value).toSorted()).toEqual([
      '12-3456789',
      'FR12345678901',
    ]);
  });

  test('an address for which Stripe cannot compute tax, by its name; mended, the order goes through', async () => {
    const tax = { behavior: 'exclusive', code: 'txcd_10103001' } as const;
    const taxed = catalogWith({ tax, byInvoice: { daysUntilDue: 14 } });
    await pushCatalog(stripe, taxed);
    app = appWith(taxed);
    buyer = await signUp(app, 'nowhere@buyer.example');
    const american = { line1: '1 Main Street', city: 'Springfield', state: 'IL', country: 'US' };
    expect(await field({ ...wanted, address: american })).toEqual(['address']);
    expect((await order({ ...wanted, address: { ...american, postalCode: '62701' } })).status).toBe(201);
  });

  test('an order in another currency than what is still open at Stripe, with what to choose', async () => {
    await buyer.send('POST', '/v1/billing-portal', {});
    const { id: customer } = await customerOf();
    const product = await stripe.sdk.products.create({ name: 'Workshop' });
    const price = { currency: 'eur', unit_amount: 9_00, recurring: { interval: 'month' } } as const;
    const { id } = await stripe.sdk.prices.create({ product: product.id, ...price });
    const late = { collection_method: 'send_invoice', days_until_due: 30 } as const;
    const { id: ended } = await stripe.sdk.subscriptions.create({ customer, items: [{ price: id }], ...late });
    await stripe.sdk.subscriptions.cancel(ended);
    const reply = await buyer.send<Problem>('POST', '/v1/checkout/invoice', wanted);
    expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(reply.body.detail).toContain('open billing items in another currency');
    expect((await subscriptionsOf()).map(({ id: each }) => each)).toEqual([ended]);
  });

  test('anything, where the operator does not sell by invoice', async () => {
    app = appWith(catalogWith({}));
    buyer = await signUp(app, 'other@buyer.example');
    expect(await field(wanted)).toEqual(['price']);
  });

  test('a further order while an invoice is owed, until it is paid; a card is taken all the same', async () => {
    await order();
    await onDay(45);
    const owing = { status: 402, body: { code: 'payment_required' } };
    expect(await order()).toMatchObject(owing);
    expect(await order({ ...wanted, price: 'basic_monthly' })).toMatchObject(owing);
    expect((await checkOut('basic_monthly')).status).toBe(201);
    await stripe.sdk.invoices.pay((await invoicesOf())[0]!.id, { paid_out_of_band: true });
    await app.reconcile();
    expect((await order()).status).toBe(201);
    expect((await subscriptionsOf()).map(({ status }) => status)).toEqual(['active', 'canceled']);
  });

  test('a customer that was deleted at Stripe', async () => {
    await buyer.send('POST', '/v1/billing-portal', {});
    await stripe.sdk.customers.del((await customerOf()).id);
    expect(await order()).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
