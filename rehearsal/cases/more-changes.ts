import { brief, invoicesOf, readOne, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';

const byInvoice = { collection_method: 'send_invoice', days_until_due: 7 } as const;

/** Changes of seats, of free plans, and by invoice. */
export const moreChangeCases: readonly Case[] = [
  {
    id: 'seats-raised',
    title: 'More seats are billed at once, for the rest of the period.',
    beliefs: ['O1', 'O6'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.organization, seats: 2 });
      await world.advanceTo({ months: 0.5 });
      const items = [
        { lookupKey: keys.organization, quantity: 1 },
        { lookupKey: keys.affiliate, quantity: 4 },
      ];
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: items.map(({ lookupKey }) => lookupKey),
        items,
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `seats:${buyer.subscription.id}:1`);
      const seen = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('O1', 'Two more seats for half a period cost one seat.', {
        actual: [seen.items.map(({ quantity }) => quantity), last?.total, last?.status],
        expected: [[1, 4], 50_00, 'paid'],
      });
    },
  },
  {
    id: 'seats-lowered',
    title: 'Fewer seats leave a credit to the customer, which the next invoice uses up.',
    beliefs: ['O4'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.organization, seats: 4 });
      await world.advanceTo({ months: 0.5 });
      const items = [
        { lookupKey: keys.organization, quantity: 1 },
        { lookupKey: keys.affiliate, quantity: 2 },
      ];
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: items.map(({ lookupKey }) => lookupKey),
        items,
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `seats:${buyer.subscription.id}:1`);
      const customer = await world.stripe.customers.retrieve(buyer.customerId);
      await world.advanceTo({ months: 1, hours: 2 });
      const [last] = await invoicesOf(world, buyer);
      world.holds('O4', 'The credit is on the balance, and the renewal is charged less it.', {
        actual: [customer.deleted ? null : customer.balance, last?.total, last?.amount_paid],
        expected: [-50_00, 300_00, 250_00],
      });
    },
  },
  {
    id: 'seats-removed',
    title: 'An item that goes away with a change is credited, and the change holds.',
    beliefs: ['U1'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.organization, seats: 2 });
      await world.advanceTo({ months: 0.5 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.organization, keys.affiliate],
        items: [{ lookupKey: keys.pro, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      const { items } = await readOne(world, buyer);
      world.holds('U1', 'The change takes an item away.', {
        actual: items.map(({ lookupKey }) => lookupKey),
        expected: [keys.pro],
      });
    },
  },
  {
    id: 'change-from-free',
    title: 'From a free plan to a paid one: Stripe may begin a new period on that day.',
    beliefs: ['O7'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.zero });
      await world.advanceTo({ hours: 2 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.zero],
        items: [{ lookupKey: keys.basic, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      const { items } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.saw('period and invoice of the paid plan', { periodEnd: items[0]?.periodEnd, ...(last && brief(last)) });
      world.holds('O7', 'The paid plan holds.', { actual: items[0]?.lookupKey, expected: keys.basic });
    },
  },
  {
    id: 'change-by-invoice',
    title: 'The invoice of a change by invoice is not sent by itself.',
    beliefs: ['O8'],
    async run(world) {
      const buyer = await subscriber(world, { more: byInvoice });
      await world.advanceTo({ months: 0.5 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.basic],
        items: [{ lookupKey: keys.pro, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      const { items } = await readOne(world, buyer);
      await world.advanceTo({ months: 0.5, hours: 3 });
      const [last] = await invoicesOf(world, buyer);
      world.saw(
        'invoice of the change after three hours',
        last && { status: last.status, advances: last.auto_advance },
      );
      world.holds('O8', 'By invoice a change holds at once.', { actual: items[0]?.lookupKey, expected: keys.pro });
    },
  },
  {
    id: 'renewal-previewed',
    title: 'The preview of the renewal with other items is what the renewal costs.',
    beliefs: ['O6'],
    async run(world) {
      const buyer = await subscriber(world);
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.basic],
        items: [{ lookupKey: keys.pro, quantity: 1 }],
      };
      const monthly = await world.gateway.previewRenewal(change);
      const yearly = await world.gateway.previewRenewal({
        ...change,
        items: [{ lookupKey: keys.basicYearly, quantity: 1 }],
      });
      world.holds('O6', 'A preview changes nothing and names the amounts.', {
        actual: [monthly.totalMinor, yearly.totalMinor, (await readOne(world, buyer)).items[0]?.lookupKey],
        expected: [300_00, 1_000_00, keys.basic],
      });
    },
  },
  {
    id: 'eleven-invoices',
    title: 'Stripe refuses the eleventh change of a minute that makes an invoice.',
    beliefs: ['L6'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.organization, seats: 1 });
      const names = [keys.organization, keys.affiliate];
      const codes: (string | null)[] = [];
      for (let seats = 2; seats <= 12; seats++) {
        const items = names.map((lookupKey, i) => ({ lookupKey, quantity: i === 0 ? 1 : seats }));
        const change = { subscriptionId: buyer.subscription.id, replaces: names, items, isProrated: true };
        codes.push(
          await world.gateway.changeItems(change, `seats:${buyer.subscription.id}:${seats}`).then(
            () => null,
            ({ code }: { code?: string }) => code ?? 'refused',
          ),
        );
      }
      world.holds('L6', 'The eleventh invoice of a minute is refused.', {
        actual: codes.at(-1),
        expected: 'rate_limited',
      });
    },
  },
];
