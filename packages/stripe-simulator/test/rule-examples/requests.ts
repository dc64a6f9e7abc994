import { type RuleExamples, refusalOf } from './example.ts';

export const requestExamples = {
  V4: {
    on: '400',
    off: 'done',
    async run({ stripe, hookUrl }) {
      const create = () => stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: ['*'] });
      for (let n = 0; n < 16; n += 1) await create();
      return refusalOf(create());
    },
  },
} satisfies RuleExamples;
