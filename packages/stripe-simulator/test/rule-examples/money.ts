import { type RuleExamples, refusalOf } from './example.ts';

export const moneyExamples = {
  P1: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      const { id } = await stripe.customers.create();
      const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
      return refusalOf(
        stripe.paymentIntents.create({
          customer: id,
          amount: 1000,
          currency: 'usd',
          confirm: true,
          off_session: true,
          payment_method: method.id,
        }),
      );
    },
  },
} satisfies RuleExamples;
