import type Stripe from 'stripe';
import { seedCatalogue } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import { statusOf, subscribed } from './buyers.ts';

const priced = ({ stripe }: World, currency: string, unit_amount: number) =>
  refusalOf(stripe.prices.create({ product_data: { name: 'Reads' }, currency, unit_amount }));

type Sold = { readonly currency: string; readonly unit_amount: number; readonly percent_off: number };

/** The amount that a first invoice asks for, and the balance that it leaves. */
async function billed({ stripe }: World, { percent_off, ...sold }: Sold) {
  const customer = await stripe.customers.create();
  const invoice_settings = { default_payment_method: 'pm_card_visa' };
  await stripe.customers.update(customer.id, { invoice_settings });
  const { id: coupon } = await stripe.coupons.create({ percent_off, duration: 'once' });
  const recurring = { interval: 'month' } as const;
  const { id: price } = await stripe.prices.create({ product_data: { name: 'Reads' }, recurring, ...sold });
  const { latest_invoice } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    discounts: [{ coupon }],
  });
  const { amount_due } = await stripe.invoices.retrieve(String(latest_invoice));
  const { balance } = (await stripe.customers.retrieve(customer.id)) as Stripe.Customer;
  return [amount_due, balance];
}

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
  X3: {
    on: [67_00, -30],
    off: [66_70, 0],
    run: (world) => billed(world, { currency: 'ugx', unit_amount: 100_00, percent_off: 33.3 }),
  },
  X5b: {
    on: [0, 30],
    off: [30, 0],
    run: (world) => billed(world, { currency: 'usd', unit_amount: 60, percent_off: 50 }),
  },
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
