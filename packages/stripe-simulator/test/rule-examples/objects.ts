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
} satisfies RuleExamples;
