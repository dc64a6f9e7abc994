import { type RuleExamples, refusalOf } from '../example.ts';
import { byInvoice, daysOn, subscribed } from './buyers.ts';

export const discountExamples = {
  D1: {
    on: 1,
    off: 0,
    async run(world) {
      const { id } = await world.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
      const { subscription } = await subscribed(world, 'pm_card_visa', { discounts: [{ coupon: id }] });
      await world.stripe.coupons.del(id);
      return (await world.stripe.subscriptions.retrieve(subscription.id)).discounts.length;
    },
  },
  D2: {
    on: '400',
    off: 'done',
    run: ({ stripe }) => refusalOf(stripe.coupons.create({ percent_off: 101, duration: 'once' })),
  },
  D2b: {
    on: '400',
    off: 'done',
    run: ({ stripe }) =>
      refusalOf(
        stripe.coupons.create({ percent_off: 10, duration: 'once', redeem_by: Date.parse('2032-01-01') / 1000 }),
      ),
  },
  D3: {
    on: '400 resource_already_exists',
    off: 'done',
    async run({ stripe }) {
      const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
      await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: 'SPRING' });
      return refusalOf(stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: 'spring' }));
    },
  },
  D4: {
    on: [1, 0],
    off: [0, 0],
    async run(world) {
      const { id: coupon } = await world.stripe.coupons.create({ percent_off: 10, duration: 'once' });
      const { subscription } = await subscribed(world, 'pm_card_visa', { ...byInvoice, discounts: [{ coupon }] });
      const left = async () => (await world.stripe.subscriptions.retrieve(subscription.id)).discounts.length;
      const before = await left();
      await daysOn(world, 1);
      return [before, await left()];
    },
  },
  D5: {
    on: '2027-03-04T12:00:00.000Z',
    off: '2027-02-24T12:00:00.000Z',
    async run(world) {
      const terms = { percent_off: 10, duration: 'repeating', duration_in_months: 3 } as const;
      const { id: coupon } = await world.stripe.coupons.create(terms);
      await daysOn(world, 10);
      await subscribed(world, 'pm_card_visa', { discounts: [{ coupon }] });
      const { data } = await world.stripe.events.list({ type: 'customer.discount.created' });
      const { end } = data[0]!.data.object as { readonly end: number };
      return new Date(end * 1000).toISOString();
    },
  },
  D6: {
    on: '400',
    off: 'done',
    async run(world) {
      const { id: coupon } = await world.stripe.coupons.create({ percent_off: 1, duration: 'forever' });
      return refusalOf(
        subscribed(world, 'pm_card_visa', { discounts: Array.from({ length: 21 }, () => ({ coupon })) }),
      );
    },
  },
  D6b: {
    on: '400',
    off: 'done',
    async run(world) {
      const { id: coupon } = await world.stripe.coupons.create({ amount_off: 500, currency: 'eur', duration: 'once' });
      return refusalOf(subscribed(world, 'pm_card_visa', { discounts: [{ coupon }] }));
    },
  },
} satisfies RuleExamples;
