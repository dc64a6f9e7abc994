import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, postForm, submitForm } from './steps.ts';
import { at, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;

beforeEach(async () => {
  buyer = await startSubscriber();
});
afterEach(() => buyer.world.stop());

const invoices = async (subscription: string) =>
  (await buyer.world.stripe.invoices.list({ subscription, limit: 100 })).data;

describe('payment by invoice', () => {
  const subscribe = (): Promise<Stripe.Subscription> =>
    buyer.world.stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }],
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
  const sent = async () => {
    const { id } = await subscribe();
    await buyer.to('2027-01-31T11:30:15Z');
    const [invoice] = await invoices(id);
    return { id, invoice: invoice! };
  };

  it('is active at once, sends its invoice after an hour, and is past due when 14 days have passed unpaid', async () => {
    expect((await subscribe()).status).toBe('active');
    const { id } = (await buyer.world.stripe.subscriptions.list({ customer: buyer.customer })).data[0]!;
    await buyer.to('2027-01-31T11:30:15Z');
    expect((await invoices(id))[0]).toMatchObject({
      status: 'open',
      collection_method: 'send_invoice',
      due_date: at('2027-02-14T11:30:15Z'),
    });
    expect(buyer.eventsOf('invoice.sent')).toHaveLength(1);
    await buyer.to('2027-02-14T11:30:14Z');
    expect((await buyer.read(id)).status).toBe('active');
    await buyer.to('2027-02-14T11:30:15Z');
    expect((await buyer.read(id)).status).toBe('past_due');
    expect(buyer.eventsOf('invoice.overdue')).toHaveLength(1);
    expect((await buyer.world.stripe.charges.list()).data).toEqual([]);
  });

  it('paid out of band settles without a charge, late too', async () => {
    const { id, invoice } = await sent();
    await buyer.to('2027-02-20T00:00:00Z');
    const paid = await buyer.world.stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 100_00 });
    expect((await buyer.read(id)).status).toBe('active');
    expect((await buyer.world.stripe.charges.list()).data).toEqual([]);
  });

  it('can be paid on the hosted page: declined, then with 3-D Secure', async () => {
    const { invoice } = await sent();
    const url = String(invoice.hosted_invoice_url);
    const declined = await submitForm(url, card('4000000000000002'));
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain('Your card was declined.');
    const form = await (await submitForm(url, card('4000002760003184'))).text();
    expect((await postForm(url, form, { result: 'complete' })).status).toBe(303);
    expect((await buyer.world.stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
    expect(await (await fetch(url)).text()).not.toContain('<form');
  });

  it('is ended when it has been overdue for 30 days, and its invoice is owed still and can be paid', async () => {
    const { id, invoice } = await sent();
    await buyer.to('2027-03-16T11:30:14Z');
    expect((await buyer.read(id)).status).toBe('past_due');
    await buyer.to('2027-03-16T11:30:15Z');
    expect(await buyer.read(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    const { stripe } = buyer.world;
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('open');
    await stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
    expect((await buyer.read(id)).status).toBe('canceled');
  });

  it('made final at once, the draft is mailed, and due so many days from now; sent, it is mailed again', async () => {
    const { latest_invoice } = await subscribe();
    const { invoices: api } = buyer.world.stripe;
    const due = { status: 'open', due_date: at('2027-02-14T10:30:15Z'), number: expect.stringMatching(/-0001$/) };
    await expect(api.sendInvoice(String(latest_invoice))).rejects.toThrow('This invoice is draft');
    expect(await api.finalizeInvoice(String(latest_invoice))).toMatchObject(due);
    await api.sendInvoice(String(latest_invoice));
    await buyer.to('2027-01-31T12:00:00Z');
    expect(buyer.eventsOf('invoice.finalized')).toHaveLength(1);
    expect(buyer.eventsOf('invoice.sent')).toHaveLength(2);
    await api.pay(String(latest_invoice), { paid_out_of_band: true });
    await expect(api.sendInvoice(String(latest_invoice))).rejects.toThrow('This invoice is paid');
    const card = await buyer.subscribe();
    await expect(api.sendInvoice(String(card.latest_invoice))).rejects.toThrow('collection method');
  });

  it('says whom it bills and under which order, as that was when it became final', async () => {
    const { customers, invoices: api, subscriptions } = buyer.world.stripe;
    const custom_fields = [{ name: 'Purchase order', value: 'PO-7' }];
    await customers.update(buyer.customer, {
      invoice_settings: { custom_fields: [{ name: 'Cost centre', value: '9' }] },
    });
    const byCustomer = await subscribe();
    expect(await api.retrieve(String(byCustomer.latest_invoice))).toMatchObject({
      custom_fields: [{ name: 'Cost centre', value: '9' }],
    });
    const { id, latest_invoice } = await subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }],
      collection_method: 'send_invoice',
      days_until_due: 14,
      invoice_settings: { custom_fields },
    });
    const address = { line1: '1 Rue de Rivoli', city: 'Paris', postal_code: '75001', country: 'FR' };
    await customers.update(buyer.customer, { name: 'Acme SA', address });
    await customers.createTaxId(buyer.customer, { type: 'eu_vat', value: 'FR12345678901' });
    const final = await api.finalizeInvoice(String(latest_invoice));
    expect(final).toMatchObject({
      custom_fields,
      customer_name: 'Acme SA',
      customer_address: address,
      customer_tax_ids: [{ type: 'eu_vat', value: 'FR12345678901' }],
    });
    await customers.update(buyer.customer, { name: 'Another SA' });
    const page = await (await fetch(String(final.hosted_invoice_url))).text();
    for (const shown of ['Acme SA', '1 Rue de Rivoli', 'FR12345678901', 'PO-7']) expect(page).toContain(shown);
    await subscriptions.update(id, {
      invoice_settings: { custom_fields: [{ name: 'Purchase order', value: 'PO-8' }] },
    });
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await invoices(id)).map((each) => [each.customer_name, each.custom_fields?.[0]?.value])).toEqual([
      ['Another SA', 'PO-8'],
      ['Acme SA', 'PO-7'],
    ]);
  });

  it('needs days_until_due, which nothing else takes', async () => {
    const request = { customer: buyer.customer, items: [{ price: buyer.monthly }] };
    const { subscriptions } = buyer.world.stripe;
    await expect(subscriptions.create({ ...request, collection_method: 'send_invoice' })).rejects.toMatchObject({
      code: 'parameter_missing',
    });
    await expect(subscriptions.create({ ...request, days_until_due: 3 })).rejects.toThrow('days_until_due');
  });
});

describe('a pause of collection', () => {
  it.each([
    ['keep_as_draft', 'draft'],
    ['mark_uncollectible', 'uncollectible'],
    ['void', 'void'],
  ] as const)(
    'with %s leaves renewals %s and the subscription active, until it is taken back',
    async (behavior, status) => {
      const { id } = await buyer.subscribe();
      const { subscriptions } = buyer.world.stripe;
      expect(await subscriptions.update(id, { pause_collection: { behavior } })).toMatchObject({
        status: 'active',
        pause_collection: { behavior, resumes_at: null },
      });
      await buyer.to('2027-03-01T00:00:00Z');
      expect((await invoices(id))[0]?.status).toBe(status);
      expect((await buyer.read(id)).status).toBe('active');
      expect((await subscriptions.update(id, { pause_collection: '' })).pause_collection).toBeNull();
      await buyer.to('2027-04-01T00:00:00Z');
      expect((await invoices(id)).map((invoice) => invoice.status)).toEqual(['paid', status, 'paid']);
    },
  );

  it('ends by itself at resumes_at', async () => {
    const { id } = await buyer.subscribe();
    const pause = { behavior: 'void', resumes_at: at('2027-03-15T00:00:00Z') } as const;
    await buyer.world.stripe.subscriptions.update(id, { pause_collection: pause });
    await buyer.to('2027-03-15T00:00:00Z');
    expect((await buyer.read(id)).pause_collection).toBeNull();
    await buyer.to('2027-04-01T00:00:00Z');
    expect((await invoices(id)).map(({ status }) => status)).toEqual(['paid', 'void', 'paid']);
  });
});
