import { type RuleExamples, refusalOf } from './example.ts';

export const usageExamples = {
  M2: {
    on: '400 timestamp_too_far_in_past',
    off: 'done',
    async run({ stripe, now }) {
      const { id } = await stripe.customers.create();
      await stripe.billing.meters.create({
        display_name: 'Records',
        event_name: 'records',
        default_aggregation: { formula: 'sum' },
      });
      const timestamp = Math.floor(now().getTime() / 1000) - 36 * 86_400;
      return refusalOf(
        stripe.billing.meterEvents.create({
          event_name: 'records',
          payload: { stripe_customer_id: id, value: '1' },
          timestamp,
        }),
      );
    },
  },
} satisfies RuleExamples;
