import { brief, invoicesOf, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import { use } from '../usage-steps.ts';

/** Days before the first payment. */
export const trialCases: readonly Case[] = [
  {
    id: 'trial',
    title: 'A trial costs nothing, and says when it ends and by which card it began.',
    beliefs: ['K3', 'N9'],
    pageNotSeen: true,
    async run(world) {
      const seen = await readOne(world, await subscriber(world, { trialDays: 7 }));
      world.holds('N9', 'The first invoice of a trial is over nothing, and paid.', {
        actual: [seen.status, seen.latestInvoice?.totalMinor, seen.latestInvoice?.status, seen.trial?.isOffered],
        expected: ['trialing', 0, 'paid', true],
      });
    },
  },
  {
    id: 'trial-ends',
    title: 'A trial ends with the first payment.',
    beliefs: ['B16', 'N2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { trialDays: 7 });
      await world.advanceTo({ days: 7, hours: 2 });
      const { status } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('N2', 'Its end is billed as a cycle.', {
        actual: [status, last && brief(last)],
        expected: ['active', { status: 'paid', reason: 'subscription_cycle', total: 100_00, paid: 100_00 }],
      });
    },
  },
  {
    id: 'trial-ends-unpaid',
    title: 'A trial that ends with a refused card is past due.',
    beliefs: ['B14'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { trialDays: 7 });
      await saveCard(world, buyer.customerId, 'pm_card_chargeCustomerFail');
      await world.advanceTo({ days: 7, hours: 2 });
      const { status, latestInvoice } = await readOne(world, buyer);
      world.holds('B14', 'The first payment after a trial is a renewal’s.', {
        actual: [status, latestInvoice?.status],
        expected: ['past_due', 'open'],
      });
    },
  },
  {
    id: 'trial-cancelled',
    title: 'A trial that is cancelled ends with its last day, and costs nothing.',
    beliefs: ['G3'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { trialDays: 7 });
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      await world.advanceTo({ days: 7, hours: 2 });
      const { status } = await readOne(world, buyer);
      world.holds('G3', 'The trial is the period that it ends with.', {
        actual: [status, (await invoicesOf(world, buyer)).map(({ total }) => total)],
        expected: ['canceled', [0]],
      });
    },
  },
  {
    id: 'trial-changed',
    title: 'A change of plan in a trial costs nothing, and the trial goes on.',
    beliefs: ['O1', 'U1'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { trialDays: 7 });
      await world.advanceTo({ days: 3 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.basic],
        items: [{ lookupKey: keys.pro, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      const { status, items } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('O1', 'Nothing was paid for the trial, so nothing is credited or charged.', {
        actual: [status, items[0]?.lookupKey, last?.total],
        expected: ['trialing', keys.pro, 0],
      });
    },
  },
  {
    id: 'trial-usage',
    title: 'Usage in a trial is not billed.',
    beliefs: ['M13'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro, overage: true, trialDays: 7 });
      await use(world, buyer, 5_000);
      await world.advanceTo({ days: 7, hours: 2 });
      const [last] = await invoicesOf(world, buyer);
      world.holds('M13', 'The invoice at the trial’s end bills the plan alone.', {
        actual: last?.total,
        expected: 300_00,
      });
    },
  },
];
