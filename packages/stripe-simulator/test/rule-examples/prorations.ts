import { type RuleExamples, refusalOf } from './example.ts';
import { days, subscribed } from './subscribed.ts';

export const prorationExamples = {
  L6: {
    on: '429 rate_limit',
    off: 'done',
    async run(world) {
      const { change } = await subscribed(world);
      const outcomes: string[] = [];
      for (let quantity = 2; quantity <= 12; quantity += 1) outcomes.push(await refusalOf(change({ quantity })));
      return outcomes.at(-1);
    },
  },
  L6b: {
    on: '429 rate_limit',
    off: 'done',
    async run(world) {
      const { change } = await subscribed(world);
      const set = (quantity: number) => refusalOf(change({ quantity }, { proration_behavior: 'none' }));
      for (let quantity = 2; quantity <= 201; quantity += 1) await set(quantity);
      return set(300);
    },
  },
  O1: {
    on: 97_50,
    off: 98_34,
    async run(world) {
      const { change, latest, later } = await subscribed(world);
      await later(18);
      await change({ quantity: 2 });
      return (await latest()).total;
    },
  },
  O1b: {
    on: '400',
    off: 'done',
    run: async (world) =>
      refusalOf(
        (await subscribed(world)).change({ quantity: 2 }, { proration_date: world.now().getTime() / 1000 - 1 }),
      ),
  },
  O2: {
    on: -25_00,
    off: -50_00,
    async run(world) {
      const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: 'forever' });
      const { change, latest, price, update, later } = await subscribed(world, { discounts: [{ coupon: coupon.id }] });
      await update({ discounts: '' });
      await later(days(15));
      await change({ price: await price(250_00) });
      const [credit] = (await latest()).lines.data;
      return credit!.amount;
    },
  },
  O3: {
    on: 50_00,
    off: 0,
    async run(world) {
      const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: 'forever' });
      const { change, latest } = await subscribed(world, { discounts: [{ coupon: coupon.id }] });
      await change({ quantity: 2 });
      return (await latest()).total;
    },
  },
  O4: {
    on: -50_00,
    off: 0,
    async run(world) {
      const { stripe, change, customer, later, price } = await subscribed(world);
      await later(days(15));
      await change({ price: await price(0) });
      const { deleted: _, ...kept } = await stripe.customers.retrieve(customer);
      return 'balance' in kept ? kept.balance : null;
    },
  },
  O5: {
    on: [],
    off: [-5],
    async run(world) {
      const { stripe, update, later, latest } = await subscribed(world);
      const meter = await stripe.billing.meters.create({
        display_name: 'Calls',
        event_name: 'calls',
        default_aggregation: { formula: 'sum' },
      });
      const metered = await stripe.prices.create({
        product: 'basic',
        currency: 'usd',
        unit_amount: 10,
        recurring: { interval: 'month', meter: meter.id, usage_type: 'metered' },
      });
      const { items } = await update({ items: [{ price: metered.id }], proration_behavior: 'none' });
      const added = items.data.find(({ price }) => price.id === metered.id)!;
      await later(days(15));
      await update({ items: [{ id: added.id, deleted: true }], proration_behavior: 'always_invoice' });
      return (await latest()).lines.data.filter(({ amount }) => amount < 0).map(({ amount }) => amount);
    },
  },
  O6: {
    on: [365, 950_00],
    off: [30, 450_00],
    async run(world) {
      const { change, latest, later, read, yearly } = await subscribed(world);
      await later(days(15));
      await change({ price: yearly });
      const [
        { current_period_start: start, current_period_end: end } = { current_period_start: 0, current_period_end: 0 },
      ] = (await read()).items.data;
      return [(end - start) / 86_400, (await latest()).total];
    },
  },
  O6b: {
    on: 1,
    off: 3,
    async run(world) {
      const { change, price, read } = await subscribed(world);
      await change({ quantity: 3 });
      await change({ price: await price(200_00) });
      return (await read()).items.data[0]!.quantity;
    },
  },
  O7: {
    on: [0, 300_00],
    off: [15, 0],
    async run(world) {
      const { change, latest, later, price, read } = await subscribed(world);
      await change({ price: await price(0) }, { proration_behavior: 'none' });
      await later(days(45));
      await change({ price: await price(300_00) }, { proration_behavior: 'none' });
      const { current_period_start: start } = (await read()).items.data[0]!;
      return [Math.round((world.now().getTime() / 1000 - start) / 86_400), (await latest()).total];
    },
  },
  O8: {
    on: ['draft', false],
    off: ['open', true],
    async run(world) {
      const { change, latest, later } = await subscribed(world, {
        collection_method: 'send_invoice',
        days_until_due: 30,
      });
      await change({ quantity: 2 });
      await later(2);
      const { auto_advance, status } = await latest();
      return [status, auto_advance];
    },
  },
  O9: {
    on: 100_00,
    off: 200_00,
    async run(world) {
      const { change, latest } = await subscribed(world, { collection_method: 'send_invoice', days_until_due: 30 });
      await change({ quantity: 2 });
      return (await latest()).total;
    },
  },
} satisfies RuleExamples;
