import { brief, invoicesOf, read, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';

/** Endings: at the period's end, at once, on a date, and taken back. */
export const cancellingCases: readonly Case[] = [
  {
    id: 'cancel-period-end',
    title: 'A cancelled subscription lives to its period’s end and is not billed again.',
    beliefs: ['B9', 'G3'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      const before = await readOne(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      const afterwards = await readOne(world, buyer);
      world.holds('B9', 'It is active until the period ends, then canceled.', {
        actual: [before.status, before.cancelAtPeriodEnd, afterwards.status, (await invoicesOf(world, buyer)).length],
        expected: ['active', true, 'canceled', 1],
      });
    },
  },
  {
    id: 'cancel-resumed',
    title: 'A cancellation that is taken back leaves the subscription as it was, and it renews.',
    beliefs: ['G3'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, false);
      await world.advanceTo({ months: 1, hours: 2 });
      const { status, cancelAt } = await readOne(world, buyer);
      world.holds('G3', 'A cancellation can be taken back before the period’s end.', {
        actual: [status, cancelAt, (await invoicesOf(world, buyer)).length],
        expected: ['active', null, 2],
      });
    },
  },
  {
    id: 'cancel-now',
    title: 'A subscription cancelled now has ended, without a refund or another invoice.',
    beliefs: ['B6'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.cancelNow(buyer.subscription.id);
      await world.gateway.cancelNow(buyer.subscription.id);
      const { status, endedAt } = await readOne(world, buyer);
      world.holds('B6', 'Cancelling now ends it at once, and no invoice follows.', {
        actual: [status, endedAt !== null, (await invoicesOf(world, buyer)).map(brief).map(({ paid }) => paid)],
        expected: ['canceled', true, [100_00]],
      });
    },
  },
  {
    id: 'cancel-ended',
    title: 'A subscription that has ended refuses every change, and the product finds that it has ended.',
    beliefs: ['B6'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.cancelNow(buyer.subscription.id);
      const done = await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      world.holds('B6', 'An ended subscription cannot be changed.', { actual: done, expected: false });
    },
  },
  {
    id: 'cancel-ended-metadata',
    title: 'Stripe’s pages disagree whether metadata of an ended subscription can be changed.',
    beliefs: ['B6'],
    async run(world) {
      const { subscription } = await subscriber(world);
      await world.gateway.cancelNow(subscription.id);
      const update = { metadata: { tollgate_note: 'after the end' } };
      const refusal = await world.refusal(() => world.stripe.subscriptions.update(subscription.id, update));
      world.saw('refusal of metadata after the end', refusal && { status: refusal.status, code: refusal.code });
    },
  },
  {
    id: 'cancel-with-reason',
    title: 'The reason with which the product ends a subscription is read from Stripe again.',
    beliefs: ['B6'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.endBecause(buyer.subscription.id, 'refunded');
      const { endedBecause } = await readOne(world, buyer);
      world.holds('B6', 'The comment of a cancellation is kept.', { actual: endedBecause, expected: 'refunded' });
    },
  },
  {
    id: 'cancel-by-portal',
    title: 'A cancellation in Stripe’s portal is a date alone, and the product takes it back.',
    beliefs: ['B10', 'G3'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      const cancel_at = buyer.subscription.items.data[0]?.current_period_end ?? 0;
      await world.stripe.subscriptions.update(buyer.subscription.id, { cancel_at });
      const before = await readOne(world, buyer);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, false);
      const afterwards = await readOne(world, buyer);
      world.holds('B10', 'A date alone does not set cancel_at_period_end, and an empty one takes it back.', {
        actual: [before.cancelAtPeriodEnd, before.cancelAt !== null, afterwards.cancelAt],
        expected: [false, true, null],
      });
    },
  },
  {
    id: 'cancel-on-a-date',
    title: 'A date inside the period shortens it; Stripe credits the rest at once.',
    beliefs: ['B11'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.stripe.subscriptions.update(buyer.subscription.id, { cancel_at: world.at({ months: 0.5 }) });
      const { cancelAt, items } = await readOne(world, buyer);
      world.saw('period after the date', { cancelAt, periodEnd: items[0]?.periodEnd });
      await world.advanceTo({ months: 0.5, hours: 2 });
      const { status } = await readOne(world, buyer);
      world.holds('B11', 'It ends on the date.', { actual: status, expected: 'canceled' });
    },
  },
  {
    id: 'cancel-unpaid-renewal',
    title: 'A cancellation stops the collection of an invoice that is open.',
    beliefs: ['B7'],
    async run(world) {
      const buyer = await subscriber(world);
      await saveCard(world, buyer.customerId, 'pm_card_chargeCustomerFail');
      await world.advanceTo({ months: 1, hours: 2 });
      await world.gateway.cancelNow(buyer.subscription.id);
      const [last] = await invoicesOf(world, buyer);
      world.holds('B7', 'Its open invoice is not collected any more.', {
        actual: [last?.status, last?.auto_advance],
        expected: ['open', false],
      });
    },
  },
  {
    id: 'cancel-two',
    title: 'The end of one subscription leaves the other alone.',
    beliefs: ['B6'],
    async run(world) {
      const buyer = await subscriber(world);
      const { id } = await world.stripe.subscriptions.create({
        customer: buyer.customerId,
        items: [{ price: world.price('rehearsal_badge_monthly') }],
      });
      await world.gateway.cancelNow(id);
      const seen = await read(world, buyer);
      world.holds('B6', 'Only the one that is named ends.', {
        actual: seen.map(({ status }) => status),
        expected: ['canceled', 'active'],
      });
    },
  },
];
