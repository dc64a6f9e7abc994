import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, seedCatalogue } from './steps.ts';
import { secretKey, startWorld, type World } from './world.ts';

let world: World;
let stripe: Stripe;

beforeEach(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterEach(() => world.stop());

/** The error that the SDK makes of a refusal. */
async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  return call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error) => error,
  );
}

describe('objects', () => {
  it('customers can be made, changed, listed by email and deleted', async () => {
    const ada = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada', metadata: { a: '1', b: '2' } });
    await stripe.customers.create({ email: 'bob@example.com' });
    const changed = await stripe.customers.update(ada.id, { name: '', metadata: { a: '', c: 3 } });
    expect(changed).toMatchObject({ name: null, email: 'ada@example.com', metadata: { b: '2', c: '3' } });
    expect((await stripe.customers.list({ email: 'ada@example.com' })).data.map(({ id }) => id)).toEqual([ada.id]);
    expect(await stripe.customers.del(ada.id)).toMatchObject({ id: ada.id, deleted: true });
    expect(await stripe.customers.retrieve(ada.id)).toMatchObject({ id: ada.id, deleted: true });
    expect((await refusalOf(stripe.customers.update(ada.id, { name: 'x' }))).statusCode).toBe(404);
  });

  it('keep a product under its own id, once', async () => {
    await stripe.products.create({ id: 'basic', name: 'Basic' });
    const again = await refusalOf(stripe.products.create({ id: 'basic', name: 'Basic' }));
    expect(again.code).toBe('resource_already_exists');
    expect(await stripe.products.update('basic', { name: 'Better', active: false })).toMatchObject({ name: 'Better' });
    expect((await stripe.products.list({ active: true })).data).toEqual([]);
    expect(await stripe.products.del('basic')).toMatchObject({ deleted: true });
  });

  it('let a new price take over a lookup key only when asked to', async () => {
    const { product, monthly } = await seedCatalogue(world);
    const successor = {
      product: product.id,
      currency: 'usd',
      unit_amount: 120_00,
      recurring: { interval: 'month' },
      lookup_key: 'basic_monthly',
    } as const;
    expect((await refusalOf(stripe.prices.create(successor))).message).toContain('transfer_lookup_key');
    const price = await stripe.prices.create({ ...successor, transfer_lookup_key: true });
    const found = await stripe.prices.list({ lookup_keys: ['basic_monthly'], active: true });
    expect(found.data.map(({ id }) => id)).toEqual([price.id]);
    expect((await stripe.prices.retrieve(monthly.id)).lookup_key).toBeNull();
    expect(String(price.unit_amount_decimal)).toBe('12000');
  });

  it('show an endpoint’s secret when it is made and never again', async () => {
    const made = await listen(world, ['customer.created']);
    expect(made.secret).toMatch(/^whsec_\w{32}$/);
    expect((await stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
    expect((await stripe.webhookEndpoints.list()).data[0]?.secret).toBeUndefined();
    const off = await stripe.webhookEndpoints.update(made.id, { disabled: true, enabled_events: ['*'] });
    expect(off).toMatchObject({ status: 'disabled', enabled_events: ['*'], api_version: Stripe.API_VERSION });
    expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
  });

  it('meters, portal configurations and the account keep the given values', async () => {
    const meter = await stripe.billing.meters.create({
      display_name: 'Records',
      event_name: 'records',
      default_aggregation: { formula: 'sum' },
    });
    const product = await stripe.products.create({ name: 'Overage' });
    const metered = { product: product.id, currency: 'usd', unit_amount_decimal: Stripe.Decimal.from('0.5') };
    const price = await stripe.prices.create({
      ...metered,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    });
    expect(price).toMatchObject({ unit_amount: null, recurring: { meter: meter.id, usage_type: 'metered' } });
    expect((await stripe.billing.meters.list()).data).toHaveLength(1);
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true, mode: 'at_period_end' },
      },
      metadata: { tollgate: 'portal' },
    });
    expect(configuration).toMatchObject({ is_default: true, features: { invoice_history: { enabled: false } } });
    expect((await stripe.accounts.retrieveCurrent()).object).toBe('account');
  });
});

describe('lists', () => {
  it('page forwards and backwards without gap or repetition, newest first', async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift((await stripe.customers.create({ name: `c${n}` })).id);
    const walked: string[] = [];
    for await (const customer of stripe.customers.list({ limit: 3 })) walked.push(customer.id);
    expect(walked).toEqual(made);
    const back = await stripe.customers.list({ limit: 3, ending_before: made[5] });
    expect(back.data.map(({ id }) => id)).toEqual(made.slice(2, 5));
    expect(back.has_more).toBe(true);
    const last = await stripe.customers.list({ limit: 3, starting_after: made[3] });
    expect(last.has_more).toBe(false);
    expect((await refusalOf(stripe.customers.list({ starting_after: 'cus_nope' }))).code).toBe('resource_missing');
  });

  it('expand what is asked for, four levels deep, and refuse what cannot be expanded', async () => {
    const { customer, monthly } = await seedCatalogue(world);
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
    const { data } = await stripe.subscriptions.list({
      customer: customer.id,
      status: 'all',
      expand: ['data.latest_invoice.payments', 'data.customer'],
    });
    const [subscription] = data;
    expect(subscription?.customer).toMatchObject({ email: 'ada@example.com' });
    const invoice = subscription?.latest_invoice as Stripe.Invoice;
    expect(invoice.payments?.data).toHaveLength(1);
    const alone = await stripe.subscriptions.retrieve(id, { expand: ['items.data.price.product'] });
    expect(alone.items.data[0]?.price.product).toMatchObject({ name: 'Basic' });
    const paid = await stripe.invoices.retrieve(invoice.id, { expand: ['payments.data.payment.payment_intent'] });
    expect(paid.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: 'succeeded' });
    const refused = await refusalOf(stripe.subscriptions.list({ expand: ['data.status'] }));
    expect(refused.message).toBe('This property cannot be expanded (data.status).');
    const tooDeep = await refusalOf(stripe.subscriptions.list({ expand: ['data.items.data.price.product'] }));
    expect(tooDeep.message).toContain('You cannot expand more than 4 levels of a property');
  });

  it('are not made where the answer could not be expanded as asked', async () => {
    const create = (...expand: string[]) =>
      refusalOf(stripe.customers.create({ name: 'Ada', expand }, { idempotencyKey: 'customer:1' }));
    for (const path of [
      'email',
      'nmae',
      'metadata',
      'invoice_settings',
      'data.test_clock',
      'subscriptions.data.status',
    ])
      expect(await create('test_clock', path)).toMatchObject({
        message: expect.stringContaining(`(${path})`),
        param: 'expand',
      });
    for (const path of ['tax', 'sources.data.customer'])
      expect((await create(path)).code).toBe('simulator_unsupported');
    expect((await stripe.customers.list()).data).toEqual([]);
    expect((await stripe.events.list()).data).toEqual([]);
    const expand = ['subscriptions.data.latest_invoice', 'invoice_settings.default_payment_method', 'test_clock'];
    const made = await stripe.customers.create({ name: 'Ada', expand }, { idempotencyKey: 'customer:1' });
    expect(made).toMatchObject({ name: 'Ada', subscriptions: { data: [] }, test_clock: null });
    expect((await refusalOf(stripe.customers.list({ expand: ['subscriptions'] }))).param).toBe('expand');
  });
});

describe('events', () => {
  it('are snapshots of their time, with what changed', async () => {
    const ada = await stripe.customers.create({ name: 'Ada', metadata: { a: '1', b: '2' } });
    await stripe.customers.update(ada.id, { name: 'Augusta', metadata: { a: '9' } });
    const { data } = await stripe.events.list({ types: ['customer.created', 'customer.updated'] });
    expect(data.map(({ type, data: { object } }) => [type, (object as Stripe.Customer).name])).toEqual([
      ['customer.updated', 'Augusta'],
      ['customer.created', 'Ada'],
    ]);
    expect(data[0]?.data.previous_attributes).toEqual({ name: 'Ada', metadata: { a: '1' } });
    expect(await stripe.events.retrieve(String(data[0]?.id))).toMatchObject({ id: data[0]?.id });
  });

  it('are not made by an update that changes nothing', async () => {
    const ada = await stripe.customers.create({ name: 'Ada' });
    await stripe.customers.update(ada.id, { name: 'Ada' });
    expect((await stripe.events.list({ type: 'customer.updated' })).data).toEqual([]);
  });

  it('can be listed by time, for 30 days', async () => {
    await stripe.customers.create({ name: 'Ada' });
    await world.advanceTo(new Date('2026-11-26T12:00:00Z'));
    await stripe.customers.create({ name: 'Bob' });
    const since = Date.parse('2026-11-25T00:00:00Z') / 1000;
    expect((await stripe.events.list({ created: { gte: since } })).data).toHaveLength(1);
    expect((await stripe.events.list({ created: { lt: since } })).data).toHaveLength(1);
    await world.advanceTo(new Date('2026-12-25T12:00:00Z'));
    expect((await stripe.events.list()).data).toHaveLength(1);
  });
});

it('the SDK’s own HTTP client works against it', async () => {
  const { hostname, port } = new URL(world.simulator.url);
  const plain = new Stripe(secretKey, { host: hostname, port: Number(port), protocol: 'http' });
  const customer = await plain.customers.create({ email: 'ada@example.com' });
  expect(customer.lastResponse.requestId).toMatch(/^req_\w{14}$/);
  expect((await plain.customers.retrieve(customer.id)).id).toBe(customer.id);
});

it('a taken port is refused, not shared', async () => {
  const { port } = new URL(world.simulator.url);
  const { startStripeSimulator } = await import('../src/index.ts');
  const clock = { now: () => new Date() };
  await expect(
    startStripeSimulator({ port: Number(port), clock, secretKey, publishableKey: 'pk_test_x' }),
  ).rejects.toThrow('EADDRINUSE');
});
