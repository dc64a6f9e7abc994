import type Stripe from 'stripe';
import { openCheckout, seedCatalogue, submitForm } from '../steps.ts';
import type { World } from '../world.ts';
import { type RuleExamples, refusalOf } from './example.ts';

const start = Date.parse('2026-11-24T12:00:00Z') / 1000;
const day = 86_400;

/** A test clock with one customer, who has a card, and a monthly price. */
async function onClock(world: World) {
  const { monthly } = await seedCatalogue(world);
  const clock = await world.stripe.testHelpers.testClocks.create({ frozen_time: start });
  const customer = await world.stripe.customers.create({
    test_clock: clock.id,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const subscribe = () => world.stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
  const advance = (days: number): Promise<Stripe.TestHelpers.TestClock> =>
    world.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + days * day });
  return { clock: clock.id, customer: customer.id, monthly: monthly.id, subscribe, advance };
}

export const clockExamples = {
  H1: {
    on: '400',
    off: 'done',
    async run(world) {
      const { clock } = await onClock(world);
      for (let n = 0; n < 2; n += 1) await world.stripe.customers.create({ test_clock: clock });
      return refusalOf(world.stripe.customers.create({ test_clock: clock }));
    },
  },
  H1b: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscribe } = await onClock(world);
      for (let n = 0; n < 3; n += 1) await subscribe();
      return refusalOf(subscribe());
    },
  },
  H2: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscribe, advance } = await onClock(world);
      await subscribe();
      return refusalOf(advance(62));
    },
  },
  H3: {
    on: 0,
    off: 1,
    async run(world) {
      await onClock(world);
      await world.advanceTo(new Date('2026-12-24T12:00:00Z'));
      return (await world.stripe.testHelpers.testClocks.list()).data.length;
    },
  },
  H4: {
    on: ['advancing', 'advancing', 'ready'],
    off: ['ready', 'ready', 'ready'],
    async run(world) {
      const { clock, advance } = await onClock(world);
      const answered = await advance(1);
      const first = await world.stripe.testHelpers.testClocks.retrieve(clock);
      const second = await world.stripe.testHelpers.testClocks.retrieve(clock);
      return [answered, first, second].map(({ status }) => status);
    },
  },
  H5: {
    on: [1, 0],
    off: [2, 1],
    async run(world) {
      const { subscribe } = await onClock(world);
      await subscribe();
      const customers = await world.stripe.customers.list();
      const subscriptions = await world.stripe.subscriptions.list();
      return [customers.data.length, subscriptions.data.length];
    },
  },
  H6: {
    on: ['unpaid', 'paid'],
    off: ['paid', 'paid'],
    async run(world) {
      const { customer, advance } = await onClock(world);
      const made = { product: 'basic', currency: 'eur', unit_amount: 90_00, recurring: { interval: 'month' } } as const;
      const { id: price } = await world.stripe.prices.create(made);
      const session = await openCheckout(world, customer, price);
      const fields = { iban: 'DE89370400440532013000', name: 'Ada', country: 'DE', postal_code: '10115' };
      await submitForm(String(session.url), fields);
      const paid = async () => (await world.stripe.checkout.sessions.retrieve(session.id)).payment_status;
      await advance(10);
      const advanced = await paid();
      await world.advanceTo(new Date((start + 5 * day) * 1000));
      return [advanced, await paid()];
    },
  },
} satisfies RuleExamples;
