import { type RuleExamples, refusalOf } from './example.ts';
import { rawCall } from './raw.ts';

export const requestExamples = {
  V1: {
    on: 400,
    off: 200,
    async run(world) {
      const headers = { 'stripe-version': '1999-01-01' };
      return (await rawCall(world, 'GET /v1/customers', { headers })).status;
    },
  },
  V4: {
    on: '400',
    off: 'done',
    async run({ stripe, hookUrl }) {
      const create = () => stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: ['*'] });
      for (let n = 0; n < 16; n += 1) await create();
      return refusalOf(create());
    },
  },
  V6: {
    on: ['409', '424'],
    off: ['done'],
    async run({ stripe, simulator }) {
      simulator.setFaults({ conflictRate: 1 });
      const seen = new Set<string>();
      for (let n = 0; n < 20; n += 1) seen.add(await refusalOf(stripe.customers.list()));
      simulator.setFaults({});
      return [...seen].toSorted();
    },
  },
  V7: {
    on: ['done', '400 parameter_invalid_string_too_long'],
    off: ['done', 'done'],
    async run({ stripe }) {
      const named = (length: number) => refusalOf(stripe.customers.create({ name: 'x'.repeat(length) }));
      return [await named(256), await named(257)];
    },
  },
  V3: {
    on: [400, 'parameter_unknown'],
    off: [200, undefined],
    async run(world) {
      const { stripe, hookUrl } = world;
      const { id } = await stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: ['*'] });
      const body = 'api_version=2024-06-20';
      const { status, code } = await rawCall(world, `POST /v1/webhook_endpoints/${id}`, { body });
      return [status, code];
    },
  },
  V5: {
    on: 'parameter_unknown',
    off: 'parameter_missing',
    run: async (world) =>
      (await rawCall(world, 'POST /v1/payment_intents', { body: 'payment_method_types[0]=card' })).code,
  },
  W1: {
    on: ['done', '400', '400'],
    off: ['done', 'done', 'done'],
    async run({ stripe }) {
      const named = (key: number, value: number) =>
        refusalOf(stripe.customers.create({ metadata: { ['k'.repeat(key)]: 'v'.repeat(value) } }));
      return [await named(40, 500), await named(41, 500), await named(40, 501)];
    },
  },
} satisfies RuleExamples;
