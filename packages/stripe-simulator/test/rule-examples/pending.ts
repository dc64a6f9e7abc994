import type { World } from '../world.ts';
import { type RuleExamples, refusalOf } from './example.ts';
import { days, subscribed } from './subscribed.ts';

const pending = { payment_behavior: 'pending_if_incomplete' } as const;

/** A subscriber whose raise of the quantity waits for its payment. */
async function waiting(world: World, hours = 0) {
  const buyer = await subscribed(world);
  await buyer.later(hours);
  await buyer.payWith('pm_card_chargeCustomerFail');
  await buyer.change({ quantity: 2 }, pending);
  return { ...buyer, waits: async () => (await buyer.read()).pending_update !== null };
}

export const pendingUpdateExamples = {
  U1: {
    on: '400',
    off: 'done',
    async run(world) {
      const { item, price, update } = await subscribed(world);
      const items = [{ id: item, deleted: true }, { price: await price(300_00) }];
      return refusalOf(update({ items, proration_behavior: 'always_invoice', ...pending }));
    },
  },
  U1b: {
    on: '400',
    off: 'done',
    run: async (world) =>
      refusalOf((await subscribed(world)).change({ quantity: 2 }, { ...pending, description: 'Two' })),
  },
  U2: {
    on: [false, 'void'],
    off: [true, 'open'],
    async run(world) {
      const { latest, later, waits } = await waiting(world);
      await later(23);
      return [await waits(), (await latest()).status];
    },
  },
  U2b: {
    on: [false, 'void'],
    off: [true, 'open'],
    async run(world) {
      const { invoices, later, waits } = await waiting(world, days(30) - 5);
      await later(6);
      return [
        await waits(),
        (await invoices()).find(({ billing_reason }) => billing_reason === 'subscription_update')?.status,
      ];
    },
  },
  U3: {
    on: false,
    off: true,
    async run(world) {
      const { stripe, latest, waits } = await waiting(world);
      await stripe.invoices.voidInvoice((await latest()).id);
      return waits();
    },
  },
  U3b: {
    on: ['void', false],
    off: ['open', true],
    async run(world) {
      const { change, latest, waits } = await waiting(world);
      const { id } = await latest();
      await change({ quantity: 3 }, { proration_behavior: 'none' });
      return [(await world.stripe.invoices.retrieve(id)).status, await waits()];
    },
  },
  U3c: {
    on: ['void', false],
    off: ['open', true],
    async run(world) {
      const { stripe, id, monthly, latest, later, waits } = await waiting(world);
      const { id: schedule, current_phase } = await stripe.subscriptionSchedules.create({ from_subscription: id });
      const start_date = current_phase!.start_date;
      await stripe.subscriptionSchedules.update(schedule, {
        phases: [
          { items: [{ price: monthly }], start_date, end_date: start_date + 7200 },
          { items: [{ price: monthly, quantity: 4 }], duration: { interval: 'month' }, proration_behavior: 'none' },
        ],
      });
      const invoice = (await latest()).id;
      await later(3);
      return [(await stripe.invoices.retrieve(invoice)).status, await waits()];
    },
  },
} satisfies RuleExamples;
