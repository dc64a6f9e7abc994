import { type RuleExamples, refusalOf } from './example.ts';
import { rawCall } from './raw.ts';

const frozen = { nowMs: () => 0 };
const many = (count: number) => Array.from({ length: count }, (_, n) => n);

export const limitExamples = {
  L1: {
    on: '429 rate_limit',
    off: 'done',
    options: { ...frozen, rateLimitPerSecond: 2 },
    async run({ stripe }) {
      await stripe.customers.list();
      await stripe.products.list();
      return refusalOf(stripe.prices.list());
    },
  },
  L2: {
    on: '429 rate_limit',
    off: 'done',
    options: { ...frozen, rateLimitPerSecond: 100 },
    async run({ stripe }) {
      for (const _ of many(25)) await stripe.customers.list();
      return refusalOf(stripe.customers.list());
    },
  },
  L3: {
    on: [429, 'global-concurrency'],
    off: [200, null],
    options: { concurrentCalls: 1 },
    async run(world) {
      const { arrived, release } = world.hold('GET /v1/customers');
      const first = rawCall(world, 'GET /v1/customers');
      await arrived;
      const { status, headers } = await rawCall(world, 'GET /v1/products');
      release();
      await first;
      return [status, headers.get('stripe-rate-limited-reason')];
    },
  },
  L4: {
    on: 'global-rate',
    off: null,
    options: { ...frozen, rateLimitPerSecond: 1 },
    async run(world) {
      await world.stripe.customers.list();
      return (await rawCall(world, 'GET /v1/customers')).headers.get('stripe-rate-limited-reason');
    },
  },
  L5: {
    on: [429, 'lock_timeout', null],
    off: [200, undefined, null],
    async run(world) {
      const { id } = await world.stripe.customers.create();
      const { arrived, release } = world.hold(`POST /v1/customers/${id}`);
      const update = () => rawCall(world, `POST /v1/customers/${id}`, { body: 'name=Ada' });
      const first = update();
      await arrived;
      const { status, code, headers } = await update();
      release();
      await first;
      return [status, code, headers.get('stripe-rate-limited-reason')];
    },
  },
  L7: {
    on: '429 rate_limit',
    off: 'done',
    options: { ...frozen, rateLimitPerSecond: 2 },
    async run({ stripe }) {
      await stripe.customers.list();
      await stripe.products.list();
      return refusalOf(stripe.billing.meterEvents.create(eventOf('cus_1')));
    },
  },
  L8: {
    on: [429, 'resource-specific'],
    off: [200, null],
    async run(world) {
      const { id } = await world.stripe.customers.create();
      const { arrived, release } = world.hold('POST /v1/billing/meter_events');
      const report = (value: string) => {
        const body = new URLSearchParams({
          event_name: 'records',
          'payload[stripe_customer_id]': id,
          'payload[value]': value,
        });
        return rawCall(world, 'POST /v1/billing/meter_events', { body: body.toString() });
      };
      const first = report('1');
      await arrived;
      const { status, headers } = await report('2');
      release();
      await first;
      return [status, headers.get('stripe-rate-limited-reason')];
    },
  },
  L9: {
    on: { reads: 3, allowed: 10_000 },
    off: { reads: 3, allowed: null },
    async run({ stripe, simulator }) {
      for (const _ of many(3)) await stripe.customers.list();
      return simulator.readAllocation();
    },
  },
  L10: {
    on: 429,
    off: 404,
    options: { ...frozen, rateLimitPerSecond: 100 },
    async run(world) {
      for (const _ of many(20)) await rawCall(world, 'GET /v1/customers/search');
      return (await rawCall(world, 'GET /v1/customers/search')).status;
    },
  },
  H8: {
    on: '429 rate_limit',
    off: 'done',
    options: { ...frozen, rateLimitPerEndpoint: 25 },
    async run({ stripe }) {
      for (const _ of many(13)) await stripe.customers.list();
      for (const _ of many(12)) await stripe.products.list();
      return refusalOf(stripe.products.list());
    },
  },
} satisfies RuleExamples;

const eventOf = (customer: string) => ({
  event_name: 'records',
  payload: { stripe_customer_id: customer, value: '1' },
});
