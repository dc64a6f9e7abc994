import { chargesOf, giveBack, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import type { World } from '../world.ts';

async function ended(world: World, card?: string) {
  const buyer = await subscriber(world, card === undefined ? {} : { card });
  await world.gateway.cancelNow(buyer.subscription.id);
  return buyer;
}

/** Refunds. */
export const refundCases: readonly Case[] = [
  {
    id: 'refund',
    title: 'The last payment of an ended subscription is given back in full, once.',
    beliefs: ['R1', 'R5'],
    async run(world) {
      const buyer = await ended(world);
      const refunds = [await giveBack(world, buyer), await giveBack(world, buyer)];
      const [paid] = await world.gateway.listReturned(buyer.customerId);
      world.holds('R1', 'A second refund gives back nothing more.', {
        actual: [refunds.map(({ state, given }) => [state, given?.amountMinor]), paid?.paidMinor, paid?.refundedMinor],
        expected: [
          [
            ['made', 100_00],
            ['made', 100_00],
          ],
          100_00,
          100_00,
        ],
      });
    },
  },
  {
    id: 'refund-other-key',
    title: 'A payment that was given back is refused to be given back again, by a code.',
    beliefs: ['R1'],
    async run(world) {
      const buyer = await ended(world);
      await giveBack(world, buyer);
      const again = await giveBack(world, buyer, 'another-day');
      world.holds('R1', 'The code is charge_already_refunded.', {
        actual: [again.state, again.given?.amountMinor],
        expected: ['made', 100_00],
      });
    },
  },
  {
    id: 'refund-partial',
    title: 'A part that the operator gave back is seen as such.',
    beliefs: ['R1', 'R5'],
    async run(world) {
      const buyer = await subscriber(world);
      const [charge] = await chargesOf(world, buyer);
      await world.stripe.refunds.create({ charge: charge?.id ?? '', amount: 30_00 });
      const [paid] = await world.gateway.listReturned(buyer.customerId);
      world.holds('R5', 'The charge says how much went back, and when.', {
        actual: [paid?.refundedMinor, paid?.refundedAt !== null],
        expected: [30_00, true],
      });
    },
  },
  {
    id: 'refund-nothing',
    title: 'Where nothing was paid, nothing is given back, and open invoices are void.',
    beliefs: ['R1', 'N4'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: 'rehearsal_zero_monthly' });
      await world.gateway.cancelNow(buyer.subscription.id);
      world.holds('R1', 'There is no payment to refund.', {
        actual: await giveBack(world, buyer),
        expected: { state: 'none', given: null },
      });
    },
  },
  {
    id: 'refund-none',
    title: 'A customer without refunds or disputes has nothing to decide on.',
    beliefs: ['R5'],
    async run(world) {
      const buyer = await subscriber(world);
      world.holds('R5', 'Charges say that nothing went back.', {
        actual: await world.gateway.listReturned(buyer.customerId),
        expected: [],
      });
    },
  },
  {
    id: 'refund-pending',
    title: 'A refund may wait; the recording tells whether it counts meanwhile.',
    beliefs: ['R2', 'R3'],
    time: 'account',
    async run(world) {
      const buyer = await ended(world, 'pm_card_pendingRefund');
      await giveBack(world, buyer);
      const [refund] = (await world.stripe.refunds.list({ charge: (await chargesOf(world, buyer))[0]?.id ?? '' })).data;
      const [paid] = await world.gateway.listReturned(buyer.customerId);
      world.saw('given back while the refund waits', paid?.refundedMinor);
      world.holds('R2', 'A card’s refund is pending or made.', {
        actual: ['pending', 'succeeded'].includes(refund?.status ?? ''),
        expected: true,
      });
    },
  },
  {
    id: 'refund-fails',
    waitsForBank: true,
    title: 'A refund that the bank sends back counts no more.',
    beliefs: ['R3'],
    time: 'account',
    async run(world) {
      const buyer = await ended(world, 'pm_card_refundFail');
      await giveBack(world, buyer);
      const [charge] = await chargesOf(world, buyer);
      const [refund] = await world.until(
        'the bank’s answer to the refund',
        async () => (await world.stripe.refunds.list({ charge: charge?.id ?? '' })).data,
        ([each]) => each?.status === 'failed',
        { isDebit: true },
      );
      world.holds('R3', 'It is failed, with a reason.', {
        actual: [refund?.status, typeof refund?.failure_reason],
        expected: ['failed', 'string'],
      });
    },
  },
  {
    id: 'returned-customers',
    title: 'The customers of recent refunds are found over the whole account.',
    beliefs: ['R5', 'H5'],
    time: 'account',
    async run(world) {
      const buyer = await ended(world);
      await giveBack(world, buyer);
      const found = await world.gateway.customersOfReturned(world.backend.now());
      world.holds('R5', 'Refunds can be listed by their time, each with its customer.', {
        actual: found.has(buyer.customerId),
        expected: true,
      });
    },
  },
];
