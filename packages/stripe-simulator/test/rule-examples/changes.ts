import { seedCatalogue } from '../steps.ts';
import { type RuleExamples, refusalOf } from './example.ts';

export const changeExamples = {
  L6: {
    on: '429 rate_limit',
    off: 'done',
    async run(world) {
      const { customer, monthly } = await seedCatalogue(world);
      await world.stripe.customers.update(customer.id, {
        invoice_settings: { default_payment_method: 'pm_card_visa' },
      });
      const { id, items } = await world.stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: monthly.id }],
      });
      const raise = (quantity: number) =>
        world.stripe.subscriptions.update(id, {
          items: [{ id: items.data[0]!.id, quantity }],
          proration_behavior: 'always_invoice',
        });
      const outcomes: string[] = [];
      for (let quantity = 2; quantity <= 12; quantity += 1) outcomes.push(await refusalOf(raise(quantity)));
      return outcomes.at(-1);
    },
  },
} satisfies RuleExamples;
