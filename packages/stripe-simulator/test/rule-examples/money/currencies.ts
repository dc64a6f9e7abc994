import { seedCatalogue } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import { statusOf, subscribed } from './buyers.ts';

const priced = ({ stripe }: World, currency: string, unit_amount: number) =>
  refusalOf(stripe.prices.create({ product_data: { name: 'Reads' }, currency, unit_amount }));

export const currencyExamples = {
  X1: { on: '400', off: 'done', run: (world) => priced(world, 'kwd', 1_005) },
  X2: { on: '400', off: 'done', run: (world) => priced(world, 'isk', 550) },
  X5: {
    on: '400 amount_too_small',
    off: 'done',
    async run({ stripe }) {
      const { id: customer } = await stripe.customers.create();
      const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
      return refusalOf(
        stripe.paymentIntents.create({
          customer,
          amount: 49,
          currency: 'usd',
          confirm: true,
          off_session: true,
          payment_method: id,
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        }),
      );
    },
  },
  X6: { on: '400 amount_too_large', off: 'done', run: (world) => priced(world, 'usd', 100_000_000) },
  C1: {
    on: 'canceled',
    off: 'active',
    async run(world) {
      const { customer, subscription } = await subscribed(world);
      await world.stripe.customers.del(customer);
      return statusOf(world, subscription.id);
    },
  },
  C2: {
    on: '400',
    off: 'done',
    async run(world) {
      const { customer } = await subscribed(world);
      const { id: price } = await world.stripe.prices.create({
        product_data: { name: 'Reads' },
        currency: 'eur',
        unit_amount: 90_00,
        recurring: { interval: 'month' },
      });
      return refusalOf(world.stripe.subscriptions.create({ customer, items: [{ price }] }));
    },
  },
  C3: {
    on: '2030-01-01T00:00:00.000Z',
    off: '2026-11-24T12:00:00.000Z',
    async run(world) {
      const { stripe } = world;
      const { monthly } = await seedCatalogue(world);
      const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: Date.parse('2030-01-01') / 1000 });
      const customer = await stripe.customers.create({ test_clock: id });
      const { created } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
      return new Date(created * 1000).toISOString();
    },
  },
} satisfies RuleExamples;
