import { chargesOf, giveBack, newBuyer, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import type { World } from '../world.ts';

/** A buyer whose payment is disputed, as Stripe's test card does it. */
async function disputed(world: World) {
  const buyer = await subscriber(world, { card: 'pm_card_createDispute' });
  await world.until(
    'a dispute',
    () => chargesOf(world, buyer),
    ([charge]) => charge?.disputed === true,
  );
  return buyer;
}

/** Disputes, which no test clock settles. */
export const disputeCases: readonly Case[] = [
  {
    id: 'dispute',
    title: 'A disputed payment is seen as open.',
    beliefs: ['R6', 'B15'],
    time: 'account',
    pageNotSeen: true,
    async run(world) {
      const buyer = await disputed(world);
      const [paid] = await world.gateway.listReturned(buyer.customerId);
      world.holds('R6', 'The charge is disputed, and its dispute waits for an answer.', {
        actual: paid?.dispute,
        expected: 'open',
      });
    },
  },
  {
    id: 'dispute-refund',
    title: 'A disputed payment cannot be given back, and the product knows the refusal.',
    beliefs: ['R4'],
    time: 'account',
    async run(world) {
      const buyer = await disputed(world);
      await world.gateway.cancelNow(buyer.subscription.id);
      const back = await giveBack(world, buyer);
      world.holds('R4', 'The refusal has a code of a dispute, which decides who has the money.', {
        actual: [back.state, back.given],
        expected: ['waits', null],
      });
    },
  },
  {
    id: 'dispute-lost',
    title: 'A dispute that is accepted is lost.',
    beliefs: ['R6'],
    time: 'account',
    async run(world) {
      const buyer = await disputed(world);
      const [charge] = await chargesOf(world, buyer);
      const [dispute] = (await world.stripe.disputes.list({ charge: charge?.id ?? '' })).data;
      await world.stripe.disputes.close(dispute?.id ?? '');
      const [paid] = await world.until(
        'the end of the dispute',
        () => world.gateway.listReturned(buyer.customerId),
        ([each]) => each?.dispute === 'lost',
      );
      world.holds('R6', 'Closing it loses it.', { actual: paid?.dispute, expected: 'lost' });
    },
  },
  {
    id: 'dispute-top-up',
    title: 'A disputed top-up is seen as open.',
    beliefs: ['R6', 'P7'],
    time: 'account',
    async run(world) {
      const buyer = await newBuyer(world, { card: 'pm_card_createDispute' });
      const card = (await world.gateway.savedCard(buyer.customerId)) ?? '';
      const input = {
        ...buyer,
        units: 1_000,
        currency: 'usd',
        amountMinor: 20_00,
        card,
        description: 'Rehearsal credit',
      };
      await world.gateway.chargeTopUp(input, `top-up:${buyer.accountId}:1`);
      const [topUp] = await world.until(
        'a dispute of the top-up',
        () => world.gateway.listTopUps(buyer.customerId),
        ([each]) => each?.dispute === 'open',
      );
      world.holds('R6', 'The charge that bought units is disputed.', { actual: topUp?.dispute, expected: 'open' });
    },
  },
  {
    id: 'dispute-won',
    title: 'A dispute that is won ends nothing.',
    beliefs: ['R6'],
    time: 'account',
    waitsForBank: true,
    async run(world) {
      const buyer = await disputed(world);
      const [charge] = await chargesOf(world, buyer);
      const [dispute] = (await world.stripe.disputes.list({ charge: charge?.id ?? '' })).data;
      const evidence = { uncategorized_text: 'winning_evidence' };
      await world.stripe.disputes.update(dispute?.id ?? '', { evidence, submit: true });
      const won = await world.until(
        'the bank’s decision',
        () => world.stripe.disputes.retrieve(dispute?.id ?? ''),
        ({ status }) => status === 'won',
        { isDebit: true },
      );
      const [paid] = await world.gateway.listReturned(buyer.customerId);
      world.holds('R6', 'Stripe’s winning evidence wins it.', {
        actual: [won.status, paid?.dispute ?? null],
        expected: ['won', null],
      });
    },
  },
  {
    id: 'dispute-inquiry',
    title: 'An inquiry takes no money, and is no dispute to the product.',
    beliefs: ['R6'],
    time: 'account',
    async run(world) {
      const buyer = await subscriber(world, { card: 'pm_card_createDisputeInquiry' });
      const [charge] = await chargesOf(world, buyer);
      const [inquiry] = await world.until(
        'an inquiry',
        async () => (await world.stripe.disputes.list({ charge: charge?.id ?? '' })).data,
        ([each]) => each !== undefined,
      );
      const returned = await world.gateway.listReturned(buyer.customerId);
      world.holds('R6', 'Its status begins with warning.', {
        actual: [inquiry?.status.startsWith('warning_'), returned.every(({ dispute }) => dispute === null)],
        expected: [true, true],
      });
    },
  },
];
