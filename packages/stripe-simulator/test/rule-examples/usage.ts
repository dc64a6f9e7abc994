import type { World } from '../world.ts';
import { type RuleExamples, refusalOf } from './example.ts';
import { meteredBuyer } from './metered-buyer.ts';

/** Reports 25 units in the first period, and says what was billed of them after the second began. */
async function billedAfter(world: World, until = '2026-12-24T14:00:00Z', more = {}) {
  const buyer = await meteredBuyer(world, more);
  await buyer.to('2026-12-01T12:00:00Z');
  await buyer.report(25, '2026-12-01T11:59:00Z');
  await buyer.to(until);
  return buyer.billed();
}

export const usageExamples = {
  M2: {
    on: '400 timestamp_too_far_in_past',
    off: 'done',
    async run(world) {
      const buyer = await meteredBuyer(world);
      return refusalOf(buyer.report(1, '2026-10-19T12:00:00Z'));
    },
  },
  M3: {
    on: '400 duplicate_meter_event',
    off: 'done',
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.report(1, '2026-11-24T12:00:00Z', 'same');
      return refusalOf(buyer.report(2, '2026-11-24T12:01:00Z', 'same'));
    },
  },
  M4: {
    on: [],
    off: [-2_00],
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.report(-25, '2026-11-24T12:00:00Z');
      await buyer.to('2026-12-24T14:00:00Z');
      return buyer.billed();
    },
  },
  M5: {
    on: [[], [3_00]],
    off: [[3_00], [3_00]],
    options: { settings: { meterLagSeconds: 600 } },
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.to('2026-12-24T12:10:00Z');
      await buyer.report(25, '2026-12-24T11:59:00Z');
      const atOnce = await buyer.billed();
      await buyer.to('2026-12-24T12:20:00Z');
      return [atOnce, await buyer.billed()];
    },
  },
  M6: {
    on: 'done',
    off: '400 meter_event_customer_not_found',
    async run(world) {
      await meteredBuyer(world);
      const payload = { stripe_customer_id: 'cus_nobody', value: '1' };
      return refusalOf(world.stripe.billing.meterEvents.create({ event_name: 'records', payload }));
    },
  },
  M7: {
    on: '400',
    off: 'done',
    async run(world) {
      const { meter, customer } = await meteredBuyer(world);
      const start_time = Date.parse('2026-11-24T12:00:30Z') / 1000;
      return refusalOf(
        world.stripe.billing.meters
          .listEventSummaries(meter, { customer, start_time, end_time: start_time + 60 })
          .then((page) => page),
      );
    },
  },
  M8: {
    on: [1_00],
    off: [3_00],
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.to('2026-11-24T12:10:00Z');
      await buyer.report(5, '2026-11-24T12:09:00Z');
      await buyer.report(25, '2026-11-24T12:08:00Z');
      await buyer.to('2026-12-24T14:00:00Z');
      return buyer.billed();
    },
  },
  M9: {
    on: [3_00],
    off: [],
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.to('2026-12-24T12:10:00Z');
      await buyer.report(25, '2026-12-24T11:59:00Z');
      await buyer.to('2026-12-24T14:00:00Z');
      return buyer.billed();
    },
  },
  M10: {
    on: [],
    off: [3_00],
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.to('2026-12-24T12:10:00Z');
      await world.stripe.subscriptions.update(buyer.subscription, {
        items: [{ id: buyer.meteredItem, deleted: true }],
      });
      await buyer.report(25, '2026-12-24T11:59:00Z');
      await buyer.to('2026-12-24T14:00:00Z');
      return buyer.billed();
    },
  },
  M11: {
    on: [3_00],
    off: [],
    async run(world) {
      const buyer = await meteredBuyer(world);
      await buyer.report(25, '2026-11-24T12:00:00Z');
      await buyer.to('2026-12-01T12:00:00Z');
      await world.stripe.subscriptions.update(buyer.subscription, {
        items: [{ id: buyer.meteredItem, deleted: true }],
        proration_behavior: 'always_invoice',
      });
      return buyer.billed();
    },
  },
  M12: {
    on: [],
    off: [3_00],
    async run(world) {
      const buyer = await meteredBuyer(world);
      const exchange = (item: object) =>
        world.stripe.subscriptions.update(buyer.subscription, { items: [item], proration_behavior: 'none' });
      await exchange({ id: buyer.meteredItem, deleted: true });
      await buyer.report(25, '2026-11-24T12:00:00Z');
      await buyer.to('2026-12-01T12:00:00Z');
      await exchange({ price: buyer.metered });
      await buyer.to('2026-12-24T14:00:00Z');
      return buyer.billed();
    },
  },
  M13: {
    on: [],
    off: [3_00],
    run: (world) => billedAfter(world, '2026-12-08T14:00:00Z', { trial_period_days: 14 }),
  },
  M14: { on: [3_00], off: [25_00], run: (world) => billedAfter(world) },
  M15: {
    on: 1,
    off: 2,
    async run(world) {
      const buyer = await meteredBuyer(world);
      return (await buyer.invoices())[0]!.lines.data.length;
    },
  },
} satisfies RuleExamples;
