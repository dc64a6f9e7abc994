import { type Buyer, newBuyer } from '../buyers.ts';
import type { Case } from '../case.ts';
import type { World } from '../world.ts';

/** Charges the saved card for prepaid units, by the product's own call. */
async function charge(
  world: World,
  buyer: Buyer,
  more: { readonly amountMinor?: number; readonly attempt?: number } = {},
) {
  const card = await world.gateway.savedCard(buyer.customerId);
  if (card === null) return 'no card';
  const { amountMinor = 40_00, attempt = 1 } = more;
  const input = { ...buyer, units: 2_000, currency: 'usd', amountMinor, card, description: 'Rehearsal credit' };
  return world.gateway.chargeTopUp(input, `top-up:${buyer.accountId}:${attempt}`);
}

/** Prepaid units, charged without the buyer. */
export const topUpCases: readonly Case[] = [
  {
    id: 'top-up',
    title: 'A saved card is charged without its holder, and the charge says how many units it bought.',
    beliefs: ['P1', 'P2'],
    async run(world) {
      const buyer = await newBuyer(world);
      const outcome = await charge(world, buyer);
      const bought = await world.gateway.listTopUps(buyer.customerId);
      world.holds('P2', 'An off-session payment succeeds, and its metadata is on the charge.', {
        actual: [outcome, bought.map(({ units, paidMinor, refundedMinor }) => [units, paidMinor, refundedMinor])],
        expected: ['succeeded', [[2_000, 40_00, 0]]],
      });
    },
  },
  {
    id: 'top-up-repeated',
    title: 'A charge that is made twice under its key is one charge.',
    beliefs: ['Y2', 'Y6'],
    async run(world) {
      const buyer = await newBuyer(world);
      const outcomes = [await charge(world, buyer), await charge(world, buyer)];
      world.holds('Y6', 'The second answer is the first one’s.', {
        actual: [outcomes, (await world.gateway.listTopUps(buyer.customerId)).length],
        expected: [['succeeded', 'succeeded'], 1],
      });
    },
  },
  {
    id: 'top-up-declined',
    title: 'A refused charge buys nothing.',
    beliefs: ['P2', 'V6'],
    async run(world) {
      const buyer = await newBuyer(world, { card: 'pm_card_chargeCustomerFail' });
      const outcome = await charge(world, buyer);
      world.holds('V6', 'A refused charge is 402.', {
        actual: [outcome, (await world.gateway.listTopUps(buyer.customerId)).length],
        expected: ['declined', 0],
      });
    },
  },
  {
    id: 'top-up-authentication',
    title: 'A card that asks for its holder is declined without them.',
    beliefs: ['P2'],
    async run(world) {
      const buyer = await newBuyer(world, { card: 'pm_card_authenticationRequired' });
      world.holds('P2', 'Off session it is refused with authentication_required.', {
        actual: await charge(world, buyer),
        expected: 'declined',
      });
    },
  },
  {
    id: 'top-up-no-card',
    title: 'A customer without a card has none to charge.',
    beliefs: ['P3'],
    async run(world) {
      const buyer = await newBuyer(world, { card: null });
      world.holds('P3', 'The list of payment methods is empty.', {
        actual: await charge(world, buyer),
        expected: 'no card',
      });
    },
  },
  {
    id: 'top-up-last-card',
    title: 'Without a default the card that was saved last is charged.',
    beliefs: ['P3'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      await world.quiet.paymentMethods.attach('pm_card_mastercard', { customer: customerId });
      const saved = await world.gateway.savedCard(customerId);
      world.holds('P3', 'A card is a payment method of type card.', {
        actual: saved?.startsWith('pm_'),
        expected: true,
      });
    },
  },
  {
    id: 'top-up-too-small',
    title: 'A charge below the smallest of its currency is refused, and charges nothing.',
    beliefs: ['X5'],
    async run(world) {
      const buyer = await newBuyer(world);
      world.holds('X5', '49 cents are too little.', {
        actual: [
          await charge(world, buyer, { amountMinor: 49 }),
          await charge(world, buyer, { amountMinor: 50, attempt: 2 }),
        ],
        expected: ['refused', 'succeeded'],
      });
    },
  },
  {
    id: 'top-up-largest',
    title: 'Eight digits can be charged; Stripe’s pages disagree about more.',
    beliefs: ['X6'],
    async run(world) {
      const buyer = await newBuyer(world);
      const eight = await charge(world, buyer, { amountMinor: 999_999_99 });
      world.saw('a charge of nine digits', await charge(world, buyer, { amountMinor: 1_000_000_00, attempt: 2 }));
      world.holds('X6', 'Eight digits are taken.', { actual: eight, expected: 'succeeded' });
    },
  },
  {
    id: 'top-up-redirects',
    title: 'A charge whose methods may send the holder elsewhere needs an address to come back to.',
    beliefs: ['P1'],
    async run(world) {
      const buyer = await newBuyer(world);
      const card = (await world.gateway.savedCard(buyer.customerId)) ?? '';
      const refusal = await world.refusal(() =>
        world.stripe.paymentIntents.create({
          ...{ amount: 10_00, currency: 'usd', customer: buyer.customerId, payment_method: card, confirm: true },
          automatic_payment_methods: { enabled: true },
        }),
      );
      world.holds('P1', 'Without return_url it is refused.', { actual: refusal?.status, expected: 400 });
    },
  },
];
