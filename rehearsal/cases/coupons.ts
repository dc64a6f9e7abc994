import { desiredCoupons } from '../../shared/stripe/catalog/desired-coupons.ts';
import { invoicesOf, newBuyer, readOne, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys, rehearsalCatalogue } from '../catalogue.ts';
import type { World } from '../world.ts';

const couponId = (id: string) => desiredCoupons(rehearsalCatalogue).find(({ couponId: each }) => each === id)?.id ?? '';
const once = { discounts: [{ coupon: couponId('rehearsal_once') }] };
const months = { discounts: [{ coupon: couponId('rehearsal_months') }] };

const totals = async (world: World, buyer: Parameters<typeof invoicesOf>[1]) =>
  (await invoicesOf(world, buyer)).map(({ total }) => total).toReversed();

/** Coupons and promotion codes. */
export const couponCases: readonly Case[] = [
  {
    id: 'coupon-once',
    title: 'A coupon for one time is on the first invoice alone.',
    beliefs: ['D4'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { more: once });
      await world.advanceTo({ months: 1, hours: 2 });
      world.holds('D4', 'It is spent with the first invoice.', {
        actual: await totals(world, buyer),
        expected: [90_00, 100_00],
      });
    },
  },
  {
    id: 'coupon-months',
    title: 'A coupon for three months is on three invoices.',
    beliefs: ['D5'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { more: months });
      for (const month of [1, 2, 3]) await world.advanceTo({ months: month, hours: 2 });
      world.holds('D5', 'Months count from the first application.', {
        actual: await totals(world, buyer),
        expected: [75_00, 75_00, 75_00, 100_00],
      });
    },
  },
  {
    id: 'coupon-code',
    title: 'A promotion code gives its coupon, whatever its case.',
    beliefs: ['D3'],
    pageNotSeen: true,
    async run(world) {
      const [code] = (await world.stripe.promotionCodes.list({ code: 'rehearsal25', active: true, limit: 1 })).data;
      const buyer = await subscriber(world, { more: { discounts: [{ promotion_code: code?.id ?? '' }] } });
      world.holds('D3', 'The code is found and redeemed.', { actual: await totals(world, buyer), expected: [75_00] });
    },
  },
  {
    id: 'coupon-other-product',
    title: 'A coupon for one plan is nothing off another.',
    beliefs: ['D6'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.badge, more: once });
      world.holds('D6', 'No product of the coupon, no discount and no error.', {
        actual: await totals(world, buyer),
        expected: [8_00],
      });
    },
  },
  {
    id: 'coupon-other-currency',
    title: 'An amount off in dollars is refused, or nothing, for a buyer in euros.',
    beliefs: ['D6'],
    pageNotSeen: true,
    async run(world) {
      const refusal = await world.refusal(() => subscriber(world, { currency: 'eur', more: once }));
      world.saw('an amount off in another currency', refusal && { status: refusal.status, code: refusal.code });
    },
  },
  {
    id: 'coupon-upgrade',
    title: 'A change of plan counts the discount of both plans.',
    beliefs: ['O2', 'O3'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { more: months });
      await world.advanceTo({ months: 0.5 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.basic],
        items: [{ lookupKey: keys.pro, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      world.holds('O3', 'A quarter off the credit and off the new plan, and no more.', {
        actual: await totals(world, buyer),
        expected: [75_00, 75_00],
      });
    },
  },
  {
    id: 'coupon-downgrade',
    title: 'A planned change keeps the discount.',
    beliefs: ['D5', 'S2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro, more: months });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.pro],
        items: [{ lookupKey: keys.basic, quantity: 1 }],
      };
      await world.gateway.scheduleItems(change, `schedule:${buyer.subscription.id}:1`);
      await world.advanceTo({ months: 1, hours: 2 });
      const { items } = await readOne(world, buyer);
      world.holds('S2', 'The discount of the first phase is in the second.', {
        actual: [items[0]?.lookupKey, await totals(world, buyer)],
        expected: [keys.basic, [225_00, 75_00]],
      });
    },
  },
  {
    id: 'coupon-unknown',
    title: 'A code that is not there is refused.',
    beliefs: ['D3'],
    async run(world) {
      const buyer = await newBuyer(world);
      const refusal = await world.refusal(() =>
        world.stripe.subscriptions.create({
          customer: buyer.customerId,
          items: [{ price: world.price(keys.basic) }],
          discounts: [{ promotion_code: 'promo_a1b2c3d4e5f6g7h8' }],
        }),
      );
      world.holds('D3', 'It is resource_missing.', {
        actual: [refusal?.status, refusal?.code],
        expected: [400, 'resource_missing'],
      });
    },
  },
];
