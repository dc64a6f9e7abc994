import { brief, buy, invoicesOf, newBuyer, readOne, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import { use } from '../usage-steps.ts';
import type { World } from '../world.ts';

const product = 'tollgate_plan_rehearsal_basic';

/** The refusal of a price of the rehearsal's product; one that is taken is archived again. */
async function refusalOfPrice(world: World, price: { readonly currency: string; readonly unit_amount: number }) {
  const refusal = await world.refusal(async () => {
    const { id } = await world.stripe.prices.create({ ...price, product, recurring: { interval: 'month' } });
    world.later(() => world.quiet.prices.update(id, { active: false }));
  });
  return refusal && { status: refusal.status, code: refusal.code ?? null, param: refusal.param ?? null };
}

/** Currencies of prices, customers and charges. */
export const currencyCases: readonly Case[] = [
  {
    id: 'currency-euros',
    title: 'A price is bought in another of its currencies, and renews in it.',
    beliefs: ['X1', 'C2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { currency: 'eur' });
      await world.advanceTo({ months: 1, hours: 2 });
      const { currency, items } = await readOne(world, buyer);
      world.holds('X1', 'Each invoice has the amount of that currency.', {
        actual: [currency, items[0]?.unitAmountMinor, (await invoicesOf(world, buyer)).map(({ total }) => total)],
        expected: ['eur', 90_00, [90_00, 90_00]],
      });
    },
  },
  {
    id: 'currency-second',
    title: 'A customer with a subscription in one currency gets none in another.',
    beliefs: ['C2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      const refusal = await world.refusal(() => buy(world, buyer, { currency: 'eur' }));
      world.holds('C2', 'The second currency is refused, without a code.', {
        actual: [refusal?.status, refusal?.code],
        expected: [400, undefined],
      });
    },
  },
  {
    id: 'currency-after-end',
    title: 'A customer whose subscription has ended may buy in another currency.',
    beliefs: ['C2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.cancelNow(buyer.subscription.id);
      const refusal = await world.refusal(() => buy(world, buyer, { currency: 'eur' }));
      world.holds('C2', 'Only what is open binds a customer.', { actual: refusal, expected: null });
    },
  },
  {
    id: 'currency-overage',
    title: 'Overage in euros is billed at its price in euros.',
    beliefs: ['X1', 'M9'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro, overage: true, currency: 'eur' });
      await use(world, buyer, 1_001);
      await world.advanceTo({ months: 1, hours: 2 });
      const [last] = await invoicesOf(world, buyer);
      world.holds('X1', 'Two packs at 4.50 beside the plan.', { actual: last && brief(last).total, expected: 279_00 });
    },
  },
  {
    id: 'currency-unknown',
    title: 'A price in a currency that is none is refused.',
    beliefs: ['X1'],
    async run(world) {
      const refusal = await refusalOfPrice(world, { currency: 'xyz', unit_amount: 100 });
      world.saw('a currency that is none', refusal);
    },
  },
  {
    id: 'currency-two-zeros',
    title: 'Amounts in krónur have two decimals that are zeros.',
    beliefs: ['X2'],
    async run(world) {
      const whole = await refusalOfPrice(world, { currency: 'isk', unit_amount: 5_500_00 });
      world.saw('550,50 ISK', await refusalOfPrice(world, { currency: 'isk', unit_amount: 550_50 }));
      world.holds('X2', 'Whole krónur are taken.', { actual: whole, expected: null });
    },
  },
  {
    id: 'currency-no-decimals',
    title: 'Amounts in yen have no decimals.',
    beliefs: ['X1'],
    async run(world) {
      world.holds('X1', '500 yen are 500.', {
        actual: await refusalOfPrice(world, { currency: 'jpy', unit_amount: 500 }),
        expected: null,
      });
    },
  },
  {
    id: 'currency-small-price',
    title: 'A price below the smallest charge is taken, and cannot be paid.',
    beliefs: ['X5'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await newBuyer(world);
      const price = { currency: 'usd', unit_amount: 20, product, recurring: { interval: 'month' } } as const;
      const { id } = await world.stripe.prices.create(price);
      world.later(() => world.quiet.prices.update(id, { active: false }));
      const refusal = await world.refusal(() =>
        world.stripe.subscriptions.create({ customer: buyer.customerId, items: [{ price: id }] }),
      );
      const [invoice] = await invoicesOf(world, buyer);
      world.saw('an invoice of 20 cents', {
        refused: refusal && { status: refusal.status, code: refusal.code },
        invoice: invoice && brief(invoice),
      });
    },
  },
];
