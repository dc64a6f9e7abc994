import { secretKey, type World } from '../world.ts';
import { type RuleExamples, refusalOf } from './example.ts';
import { rawCall, sdkAs } from './raw.ts';

const key = { idempotencyKey: 'order:1' };

/** Charges a customer who has no card, then one who has: only the parameters are the same. */
async function corrected({ stripe }: World) {
  const create = () => refusalOf(stripe.prices.create({ currency: 'usd', unit_amount: 100, product: 'prod_1' }, key));
  const first = await create();
  await stripe.products.create({ id: 'prod_1', name: 'Pro' });
  return [first, await create()];
}

export const idempotencyExamples = {
  Y1: {
    on: ['done', '400'],
    off: ['done', 'done'],
    async run({ stripe }) {
      const under = (length: number) =>
        refusalOf(stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k'.repeat(length) }));
      return [await under(255), await under(256)];
    },
  },
  Y2: { on: ['400 resource_missing', '400 resource_missing'], off: ['400 resource_missing', 'done'], run: corrected },
  Y3: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      await stripe.customers.create({ name: 'Ada' }, key);
      return refusalOf(stripe.customers.create({ name: 'Bob' }, key));
    },
  },
  Y4: {
    on: [400, 200],
    off: [400, 400],
    async run(world) {
      const headers = { 'idempotency-key': 'order:1' };
      const create = (body: string) => rawCall(world, 'POST /v1/customers', { body, headers });
      return [(await create('nmae=Ada')).status, (await create('name=Ada')).status];
    },
  },
  Y4b: {
    on: [409, 'idempotency_key_in_use', 200],
    off: [200, undefined, 200],
    async run(world) {
      const { arrived, release } = world.hold('POST /v1/customers');
      const headers = { 'idempotency-key': 'order:1' };
      const create = () => rawCall(world, 'POST /v1/customers', { body: 'name=Ada', headers });
      const first = create();
      await arrived;
      const { status, code } = await create();
      release();
      await first;
      return [status, code, (await create()).status];
    },
  },
  Y5: {
    on: [200, 404],
    off: [200, 200],
    async run(world) {
      await world.stripe.products.create({ id: 'prod_1', name: 'Pro' });
      const headers = { 'idempotency-key': 'order:1' };
      const remove = () => rawCall(world, 'DELETE /v1/products/prod_1', { headers });
      return [(await remove()).status, (await remove()).status];
    },
  },
  Y6: {
    on: 'true',
    off: null,
    async run(world) {
      const headers = { 'idempotency-key': 'order:1' };
      const create = () => rawCall(world, 'POST /v1/customers', { body: 'name=Ada', headers });
      await create();
      return (await create()).headers.get('idempotent-replayed');
    },
  },
  Y7: {
    on: 'the same',
    off: 'another',
    async run({ stripe, advanceTo }) {
      const { id } = await stripe.customers.create({ name: 'Ada' }, key);
      await stripe.customers.del(id);
      await advanceTo(new Date('2026-11-25T11:00:00Z'));
      return (await stripe.customers.create({ name: 'Ada' }, key)).id === id ? 'the same' : 'another';
    },
  },
  SDK1: {
    on: 1,
    off: 2,
    async run(world) {
      const stripe = sdkAs(world, secretKey, 1);
      let calls = 0;
      stripe.on('request', () => {
        calls += 1;
      });
      world.simulator.setFaults({ errorRate: 1 });
      await refusalOf(stripe.customers.list());
      return calls;
    },
  },
} satisfies RuleExamples;
