import type Stripe from 'stripe';
import type { World } from '../world.ts';
import { type RuleExamples, refusalOf } from './example.ts';
import { days, subscribed } from './subscribed.ts';

/** A subscriber with a schedule, whose first phase is as long as told in days and whose second one has three of the item. */
async function scheduled(
  world: World,
  length = 30,
  second: Partial<Stripe.SubscriptionScheduleUpdateParams.Phase> = {},
) {
  const buyer = await subscribed(world);
  const { stripe, id, monthly } = buyer;
  const { id: schedule, current_phase } = await stripe.subscriptionSchedules.create({ from_subscription: id });
  const start_date = current_phase!.start_date;
  const phases: Stripe.SubscriptionScheduleUpdateParams.Phase[] = [
    { items: [{ price: monthly }], start_date, end_date: start_date + length * 86_400 },
    { items: [{ price: monthly, quantity: 3 }], duration: { interval: 'month' }, ...second },
  ];
  const plan = (more: readonly Stripe.SubscriptionScheduleUpdateParams.Phase[] = []) =>
    stripe.subscriptionSchedules.update(schedule, { phases: [...phases, ...more] });
  return { ...buyer, schedule, plan, monthly };
}

export const scheduleExamples = {
  S1: {
    on: '400',
    off: 'done',
    async run(world) {
      const { id, stripe } = await subscribed(world);
      return refusalOf(stripe.subscriptionSchedules.create({ from_subscription: id, end_behavior: 'cancel' }));
    },
  },
  S1b: {
    on: '400',
    off: 'done',
    async run(world) {
      const { plan, monthly } = await scheduled(world);
      const more = Array.from({ length: 9 }, () => ({
        items: [{ price: monthly }],
        duration: { interval: 'month' as const },
      }));
      return refusalOf(plan(more));
    },
  },
  S1c: {
    on: '400',
    off: 'done',
    async run(world) {
      const { plan } = await scheduled(world, 30, { start_date: world.now().getTime() / 1000 + 40 * 86_400 });
      return refusalOf(plan());
    },
  },
  S1d: {
    on: '400',
    off: 'done',
    async run(world) {
      const { plan } = await scheduled(world, 30, { end_date: world.now().getTime() / 1000 + 60 * 86_400 });
      return refusalOf(plan());
    },
  },
  S1e: {
    on: '400 parameter_missing',
    off: 'done',
    async run(world) {
      const { stripe, monthly, schedule } = await scheduled(world);
      const phases = [{ items: [{ price: monthly }], duration: { interval: 'month' as const } }];
      return refusalOf(stripe.subscriptionSchedules.update(schedule, { phases }));
    },
  },
  S2: {
    on: false,
    off: true,
    async run(world) {
      const { stripe, customer, later, plan, read, update } = await scheduled(world);
      const own = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
      await update({ default_payment_method: own.id });
      await plan();
      await later(days(30) + 1);
      return (await read()).default_payment_method === own.id;
    },
  },
  S3: {
    on: 2,
    off: 1,
    async run(world) {
      const { invoices, later, plan } = await scheduled(world, 10, { proration_behavior: 'always_invoice' });
      await plan();
      await later(days(10) + 1);
      return (await invoices()).length;
    },
  },
  S4: {
    on: 3,
    off: 7,
    async run(world) {
      const { change, later, plan, read } = await scheduled(world);
      await plan();
      await change({ quantity: 7 });
      await later(days(30) + 1);
      return (await read()).items.data[0]!.quantity;
    },
  },
  S4b: {
    on: {},
    off: { seen: 'yes' },
    async run(world) {
      const { stripe, plan, schedule, update } = await scheduled(world);
      await plan();
      await update({ metadata: { seen: 'yes' } });
      return (await stripe.subscriptionSchedules.retrieve(schedule)).phases.at(-1)!.metadata;
    },
  },
  S5: {
    on: '400',
    off: 'done',
    async run(world) {
      const { stripe, schedule } = await scheduled(world);
      await stripe.subscriptionSchedules.release(schedule);
      return refusalOf(stripe.subscriptionSchedules.release(schedule));
    },
  },
} satisfies RuleExamples;
