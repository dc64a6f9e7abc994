import { channel } from 'node:diagnostics_channel';
import { type AnsweredCall, channels } from '@tollgate/stripe-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStripe, type TestStripe } from '../support/app-stripe.ts';
import { runningFunction } from '../support/running-function.ts';
import { differencesOfCall, differencesOfWebhook } from './facts/check.ts';
import { collectFacts, type Seen } from './facts/collect.ts';
import { exceptionFor, exceptions } from './facts/exceptions.ts';
import { needs } from './facts/needs.ts';
import { operationOf } from './facts/operations.ts';
import { fewestCalls, outcomeOf } from './facts/outcome.ts';

/** Answers of the simulator, into which the tests plant what Stripe does not have. */
let stripe: TestStripe;
const answers = new Map<string, AnsweredCall>();
beforeAll(async () => {
  const keep = (call: unknown) => {
    const { method, path } = call as AnsweredCall;
    answers.set(operationOf(method, path)?.name ?? '', call as AnsweredCall);
  };
  channel(channels.call).subscribe(keep);
  stripe = await startStripe();
  const { sdk } = stripe;
  const customer = await sdk.customers.create({ email: 'ada@example.com' });
  const card = await sdk.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const product = await sdk.products.create({ name: 'Records' });
  const price = await sdk.prices.create({
    currency: 'usd',
    unit_amount: 100_00,
    product: product.id,
    recurring: { interval: 'month' },
  });
  await sdk.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
    expand: ['latest_invoice'],
  });
  await sdk.events.list({ limit: 100 });
  await sdk.refunds.create({ charge: 'ch_of_nobody' }).catch(() => {});
  channel(channels.call).unsubscribe(keep);
});
afterAll(() => stripe.stop());

const seen = (name: string): AnsweredCall => answers.get(name)!;
const names = (call: AnsweredCall) =>
  differencesOfCall(call)
    .map(({ what }) => what)
    .filter((what) => !exceptionFor(what));

describe('a request', () => {
  const asked = (body: string, more: Partial<AnsweredCall> = {}) =>
    names({ ...seen('POST /v1/subscriptions'), answer: '', body, ...more });

  it('as the product sends it has no differences', () => {
    expect(names(seen('POST /v1/subscriptions'))).toEqual([]);
    expect(asked('customer=cus_1&items[0][price]=price_1&metadata[any]=thing&off_session=true')).toEqual([]);
  });

  it.each([
    ['an unknown name', 'customers=cus_1', 'customers'],
    ['an unknown name below another', 'items[0][prise]=price_1', 'items[].prise'],
    ['a list where one value belongs', 'customer[0]=cus_1', 'customer[]'],
    ['one value where a list belongs', 'items=price_1', 'items=price_1'],
    ['a value outside the enumeration', 'payment_behavior=pending', 'payment_behavior=pending'],
    ['a text where a number belongs', 'items[0][quantity]=two', 'items[].quantity=two'],
    ['a fraction where a whole number belongs', 'items[0][quantity]=1.5', 'items[].quantity=1.5'],
    ['a word where yes or no belongs', 'off_session=maybe', 'off_session=maybe'],
  ])('with %s is found', (_, body, name) => {
    expect(asked(body)).toEqual([`POST /v1/subscriptions ${name}`, `SDK: POST /v1/subscriptions ${name}`]);
  });

  it('with a value longer than the document allows is found', () => {
    const call = { ...seen('POST /v1/products'), answer: '' };
    expect(names({ ...call, body: `name=${'x'.repeat(5000)}` })).toEqual([]);
    expect(names({ ...call, body: `name=${'x'.repeat(5001)}` })).toHaveLength(1);
  });

  it('to an address that Stripe does not have is found', () => {
    expect(asked('', { path: '/v1/subscription' })).toEqual(['POST /v1/subscription']);
    expect(asked('', { path: '/v1/subscriptions/sub_1/hold' })).toEqual(['POST /v1/subscriptions/sub_1/hold']);
  });

  it('newer than the document, though allowed by name, must be one that the SDK has', () => {
    const preview = { path: '/v1/invoices/create_preview' };
    expect(asked('subscription=sub_1&subscription_details[items][0][id]=si_1', preview)).toEqual([]);
    expect(asked('subscription_detail[items][0][id]=si_1', preview)).toEqual([
      'SDK: POST /v1/invoices/create_preview subscription_detail.items[].id',
    ]);
  });

  it('in JSON is compared too', () => {
    const call = { ...seen('POST /v1/subscriptions'), path: '/v2/core/event_destinations', answer: '' };
    expect(names({ ...call, body: '{"name":"usage","type":"webhook_endpoint","enabled_events":["v1.x"]}' })).toEqual(
      [],
    );
    expect(names({ ...call, body: '{"nome":"usage","webhook_endpoint":{"uri":"https://x.example"}}' })).toEqual([
      'SDK: POST /v2/core/event_destinations nome',
      'SDK: POST /v2/core/event_destinations webhook_endpoint.uri',
    ]);
  });

  it('that the simulator refuses as well is no difference, one that it answers otherwise is', () => {
    expect(asked('customers=cus_1', { status: 400 })).toEqual([]);
    expect(asked('customers=cus_1', { status: 402 })).toHaveLength(2);
  });
});

describe('an answer', () => {
  /** The answer to a call with a value planted at a path; undefined takes the field away. */
  const planted = (name: string, path: string, value: unknown): string[] => {
    const answer = JSON.parse(seen(name).answer);
    const fields = path.split('.');
    const last = fields.pop()!;
    fields.reduce((object, field) => object[field], answer)[last] = value;
    return names({ ...seen(name), answer: JSON.stringify(answer) });
  };

  it('that the simulator gives has no differences', () => {
    for (const call of answers.values()) expect(names(call), call.path).toEqual([]);
  });

  it.each([
    ['a field that the object lacks', 'period_end', 1, 'subscription period_end', 'SDK: subscription period_end'],
    [
      'such a field inside',
      'items.data.0.amount',
      1,
      'subscription_item amount',
      'SDK: subscription items.data[].amount',
    ],
    [
      'such a field of an expanded object',
      'latest_invoice.charge',
      'ch_1',
      'invoice charge',
      'SDK: subscription latest_invoice',
    ],
    ['text where a number belongs', 'created', '2026-12-01', 'subscription created', 'SDK: subscription created'],
    ['an object that Stripe lacks', 'object', 'abonnement', 'abonnement', 'SDK: abonnement'],
    ['null where Stripe has none', 'currency', null, 'SDK: subscription currency'],
    ['a field too few', 'status', undefined, 'SDK: subscription status'],
  ])('with %s is found', (_, path, value, ...expected) => {
    expect(planted('POST /v1/subscriptions', path, value)).toEqual(expect.arrayContaining(expected));
  });

  it('that is a list is compared element by element', () => {
    expect(planted('GET /v1/events', 'data.0.livemod', false)).toContain('event livemod');
  });

  it('that refuses is compared too', () => {
    expect(planted('POST /v1/refunds', 'error.param', 'charge')).toEqual([]);
    expect(planted('POST /v1/refunds', 'error.reason', 'none')).toEqual(['error reason']);
  });
});

describe('a webhook', () => {
  const events = () => JSON.parse(seen('GET /v1/events').answer).data;
  const found = (event: object) =>
    differencesOfWebhook({ body: JSON.stringify(event) })
      .map(({ what }) => what)
      .filter((what) => !exceptionFor(what));

  it('that the simulator sends has no differences', () => {
    expect(events().flatMap(found)).toEqual([]);
  });

  it('is found where its object, or a field that it says has changed, is none of Stripe’s', () => {
    const paid = events().find(({ type }: { type: string }) => type === 'invoice.paid');
    paid.data.object.settled = true;
    expect(found(paid)).toEqual(expect.arrayContaining(['invoice settled', 'SDK: invoice settled']));
    const [event] = events();
    const updated = {
      ...event,
      data: { ...event.data, object: paid.data.object, previous_attributes: { state: 'draft' } },
    };
    expect(found(updated)).toContain('invoice state');
  });
});

describe('collecting', () => {
  const planted: AnsweredCall = { method: 'GET', path: '/v1/coupon', query: '', body: '', status: 200, answer: '' };
  /** Beside the collection of this test file, which sees nothing of it. */
  const collected = async (work: () => void) => {
    const own = { call: 'facts-test:call', webhook: 'facts-test:webhook', request: 'facts-test:request' };
    const facts = collectFacts(() => 'some.test.ts', own);
    work();
    const seen = await facts.take();
    facts.stop();
    return seen;
  };

  it('counts calls and webhooks, and gathers each difference once with its file', async () => {
    const seen = await collected(() => {
      for (const call of [planted, planted, answers.get('POST /v1/products')!])
        channel('facts-test:call').publish(call);
      channel('facts-test:webhook').publish({
        body: JSON.stringify(JSON.parse(answers.get('GET /v1/events')!.answer).data[0]),
      });
    });
    expect(seen).toMatchObject({ calls: 3, webhooks: 1 });
    expect(seen.findings).toEqual([
      { what: 'GET /v1/coupon', detail: 'no document has this operation', file: 'some.test.ts', times: 2 },
    ]);
    expect(seen.met).toContain('product tax_details');
  });

  it('finds a call of a function that the table of needs lacks, and leaves others alone', async () => {
    const ask = (path: string) => {
      const request = { method: 'GET', path, getHeader: () => 'Stripe/v1 NodeBindings' };
      channel('facts-test:request').publish({ request });
    };
    const seen = await collected(() => {
      ask('/v1/payouts');
      runningFunction.run('top-up', () => ask('/v1/charges?customer=cus_1'));
      runningFunction.run('top-up', () => ask('/v1/events/evt_1'));
    });
    expect(seen.met).toEqual(['top-up: GET /v1/charges']);
    expect(seen.findings).toMatchObject([
      { what: 'top-up: GET /v1/events/{}', detail: 'cli/doctor/needs.ts does not have this operation' },
    ]);
  });

  it('compares functions with operations that Stripe has', () => {
    for (const need of needs) {
      const [, method = '', path = ''] = need.split(' ');
      expect(operationOf(method, path.replaceAll('{}', 'id_1'))?.name, need).toBe(`${method} ${path}`);
    }
  });

  it('takes an answer that cannot be read as a difference, and goes on', async () => {
    const seen = await collected(() => channel('facts-test:call').publish({ ...planted, answer: 'no JSON' }));
    expect(seen.findings).toMatchObject([{ what: 'comparison', times: 1 }]);
  });
});

describe('a run', () => {
  const nothing: Seen = { calls: 0, webhooks: 0, findings: [], met: [] };
  const run = {
    seen: [nothing],
    unreported: [],
    isFull: false,
    exceptions: ['a', 'b'],
  };
  const finding = { what: 'GET /v1/coupon', detail: 'no document has this operation', file: 'x.test.ts', times: 2 };

  it('says at its end how much was checked', () => {
    const seen = [
      { ...nothing, calls: 15_000, webhooks: 7, met: ['a'] },
      { ...nothing, calls: 1, met: ['b'] },
    ];
    const lines = ["15,001 Stripe calls and 7 webhooks were checked against Stripe's documents."];
    expect(outcomeOf({ ...run, seen, isFull: true })).toEqual({ lines, isRed: false });
  });

  it('without calls says nothing', () => {
    expect(outcomeOf(run)).toEqual({ lines: [], isRed: false });
  });

  it('is red for a difference in the local world, with the call and the test file', () => {
    const { lines, isRed } = outcomeOf({ ...run, unreported: [finding] });
    expect(isRed).toBe(true);
    expect(lines).toEqual([
      "Not as in Stripe's documents: GET /v1/coupon: no document has this operation (2 ×, first in x.test.ts).",
    ]);
  });

  it('that is a full one is red for too few calls, and for an exception that nothing met; a part of one is not', () => {
    const seen = [{ ...nothing, calls: fewestCalls - 1, met: ['a'] }];
    expect(outcomeOf({ ...run, seen, isFull: true })).toMatchObject({
      lines: [
        'A full run has at least 15,000 Stripe calls: the check misses some.',
        'Nothing meets the exception "b" any more: take it out of test/stripe/facts/exceptions.ts.',
        "14,999 Stripe calls and 0 webhooks were checked against Stripe's documents.",
      ],
      isRed: true,
    });
    expect(outcomeOf({ ...run, seen }).isRed).toBe(false);
  });

  it('has exceptions that are named once', () => {
    const whats = exceptions.map(({ what }) => what);
    expect(whats).toEqual([...new Set(whats)]);
  });
});
