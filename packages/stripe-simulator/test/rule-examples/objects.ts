import { type RuleExamples, refusalOf } from './example.ts';

export const objectExamples = {
  H1: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      const clock = await stripe.testHelpers.testClocks.create({
        frozen_time: Date.parse('2026-11-24T12:00:00Z') / 1000,
      });
      for (let n = 0; n < 3; n += 1) await stripe.customers.create({ test_clock: clock.id });
      return refusalOf(stripe.customers.create({ test_clock: clock.id }));
    },
  },
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
} satisfies RuleExamples;
