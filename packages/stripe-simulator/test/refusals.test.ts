import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from './steps.ts';
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

async function raw(method: string, path: string, body?: string, key: string | null = secretKey) {
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(world.simulator.url + path, { method, body, headers });
  const { error } = (await response.json()) as { error: Record<string, string> };
  return { status: response.status, error };
}

describe('a request that Stripe would refuse', () => {
  it.each([
    ['/v1/customers', 'nmae=Ada', 'parameter_unknown', 'nmae', 'Received unknown parameter: nmae'],
    ['/v1/customers', 'a=1&b=2', 'parameter_unknown', 'a', 'Received unknown parameters: a, b'],
    [
      '/v1/customers',
      'address[town]=X',
      'parameter_unknown',
      'address[town]',
      'Received unknown parameter: address[town]',
    ],
    ['/v1/products', 'active=true', 'parameter_missing', 'name', 'Missing required param: name.'],
    ['/v1/products', 'name=', 'parameter_invalid_empty', 'name', "You passed an empty string for 'name'."],
    ['/v1/products', 'name=A&active=yes', undefined, 'active', 'Invalid boolean: yes'],
    [
      '/v1/prices',
      'currency=usd&product=x&unit_amount=ten',
      'parameter_invalid_integer',
      'unit_amount',
      'Invalid integer: ten',
    ],
    [
      '/v1/prices',
      'currency=usd&product=x&unit_amount=1.5',
      'parameter_invalid_integer',
      'unit_amount',
      'Invalid integer: 1.5',
    ],
    [
      '/v1/prices',
      'currency=usd&unit_amount=1&recurring[interval]=moon',
      undefined,
      'recurring[interval]',
      'Invalid recurring[interval]: must be one of day, month, week, or year',
    ],
    ['/v1/prices', 'currency=usd&unit_amount=1&recurring=month', undefined, 'recurring', 'Invalid object'],
    ['/v1/prices', 'currency=usd&unit_amount=1&product=nope', 'resource_missing', 'product', "No such product: 'nope'"],
    ['/v1/webhook_endpoints', 'url=https://a.example&enabled_events=x', undefined, 'enabled_events', 'Invalid array'],
    [
      '/v1/subscriptions',
      'customer=cus_x&items[0][prise]=p',
      'parameter_unknown',
      'items[0][prise]',
      'Received unknown parameter: items[0][prise]',
    ],
    ['/v1/checkout/sessions', 'mode=setup', 'simulator_unsupported', 'mode', 'does not implement mode=setup'],
    [
      '/v1/checkout/sessions',
      'mode=subscription&custom_text[submit][message]=x',
      'simulator_unsupported',
      'custom_text[submit][message]',
      'does not implement the parameter',
    ],
  ])('%s with %s is 400 %s on %s', async (path, body, code, param, message) => {
    const answer = await raw('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.error).toMatchObject({ type: 'invalid_request_error', param });
    expect(answer.error.code).toBe(code);
    expect(answer.error.message).toContain(message);
  });

  it('names an unknown address as Stripe does', async () => {
    for (const path of ['/v1/custmers', '/v1/copuons', '/v1/customers/search', '/v2/core/events']) {
      const answer = await raw('GET', path);
      expect(answer.status).toBe(404);
      expect(answer.error.message).toContain(`Unrecognized request URL (GET: ${path})`);
    }
  });

  it('answers 404 resource_missing for an object that is not there', async () => {
    const error = await refusalOf(stripe.subscriptions.retrieve('sub_nope'));
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such subscription: 'sub_nope'",
    });
  });

  it('answers 400 resource_missing for a list of a customer who never was', async () => {
    const error = await refusalOf(stripe.subscriptions.list({ customer: 'cus_nope' }));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  it('answers 401 without the secret key, and does not repeat a wrong one', async () => {
    expect((await raw('GET', '/v1/account', undefined, null)).status).toBe(401);
    const wrong = await raw('GET', '/v1/account', undefined, 'sk_test_wrongwrongwrong1234');
    expect(wrong.status).toBe(401);
    expect(wrong.error.message).toMatch(/^Invalid API Key provided: sk_test_\*+1234$/);
  });

  it('changes nothing and sends nothing', async () => {
    await listen(world);
    await refusalOf(stripe.prices.create({ currency: 'usd', unit_amount: 1, product: 'nope' }));
    await refusalOf(stripe.customers.create({ payment_method: 'pm_card_visa_chargeDeclined' }));
    await refusalOf(stripe.customers.create({ email: 'no address' }));
    await refusalOf(stripe.checkout.sessions.create({ mode: 'subscription', line_items: [{ price: 'price_nope' }] }));
    await world.simulator.settle();
    expect((await stripe.events.list()).data).toEqual([]);
    expect((await stripe.customers.list()).data).toEqual([]);
  });
});
