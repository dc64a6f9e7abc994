import { seedCatalogue } from '../steps.ts';
import { type RuleExamples, refusalOf } from './example.ts';

export const objectExamples = {
  Q1: {
    on: ['done', '400', '400'],
    off: ['done', 'done', 'done'],
    async run({ stripe }) {
      const list = (limit: number) => refusalOf(stripe.customers.list({ limit }));
      return [await list(100), await list(0), await list(101)];
    },
  },
  Q1b: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      const { id } = await stripe.customers.create();
      return refusalOf(stripe.customers.list({ starting_after: id, ending_before: id }));
    },
  },
  Q2: {
    on: ['done', '400'],
    off: ['done', 'done'],
    async run({ stripe }) {
      const list = (count: number) =>
        refusalOf(stripe.prices.list({ lookup_keys: Array.from({ length: count }, (_, n) => `key_${n}`) }));
      return [await list(10), await list(11)];
    },
  },
  Q3: {
    on: '400',
    off: 'done',
    run: ({ stripe }) =>
      refusalOf(
        stripe.subscriptions.list({ expand: ['data.latest_invoice.parent.subscription_details.subscription'] }),
      ),
  },
  E5: {
    on: ['done', '400'],
    off: ['done', 'done'],
    async run({ stripe }) {
      const list = (count: number) =>
        refusalOf(stripe.events.list({ types: Array.from({ length: count }, (_, n) => `invoice.${n}`) }));
      return [await list(20), await list(21)];
    },
  },
  Q4: {
    on: 0,
    off: 1,
    async run(world) {
      const { customer, monthly } = await seedCatalogue(world);
      const { stripe } = world;
      await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
      const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
      await stripe.subscriptions.cancel(id);
      return (await stripe.subscriptions.list()).data.length;
    },
  },
  Z1: {
    on: '400',
    off: 'done',
    async run(world) {
      const { product } = await seedCatalogue(world);
      return refusalOf(world.stripe.products.del(product.id));
    },
  },
} satisfies RuleExamples;
