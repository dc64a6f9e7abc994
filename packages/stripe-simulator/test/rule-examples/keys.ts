import { type RuleExamples, refusalOf } from './example.ts';
import { rawCall, sdkAs } from './raw.ts';

const key = 'rk_test_of_an_example_0123456789';
const may = (...names: string[]) => ({ restrictedKeys: { [key]: names.map((name) => `rak_${name}`) } });

export const keyExamples = {
  J1: {
    on: '403',
    off: 'done',
    options: may('customer_read'),
    run: (world) => refusalOf(sdkAs(world, key).customers.create({ name: 'Ada' })),
  },
  J2: {
    on: '403',
    off: 'done',
    options: may('invoice_write'),
    run: (world) => refusalOf(sdkAs(world, key).invoices.list()),
  },
  J2b: {
    on: '403',
    off: 'done',
    options: may('subscription_read'),
    run: (world) => refusalOf(sdkAs(world, key).subscriptions.list({ expand: ['data.customer'] })),
  },
  J3: {
    on: 403,
    off: 400,
    options: may('product_read'),
    run: async (world) => (await rawCall(world, 'POST /v1/products', { body: '', key })).status,
  },
  J4: {
    on: '403',
    off: 'done',
    options: may('customer_write'),
    run: (world) => refusalOf(sdkAs(world, key).testHelpers.testClocks.list()),
  },
  E6: {
    on: '403',
    off: 'done',
    options: may('event_read'),
    async run(world) {
      await world.stripe.products.create({ name: 'Pro' });
      return refusalOf(sdkAs(world, key).events.list());
    },
  },
} satisfies RuleExamples;
