import { type Buyer, brief, buy, invoicesOf, newBuyer, read, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

const readStatuses = async (world: World, buyer: Buyer) => (await read(world, buyer)).map(({ status }) => status);

/** Purchases by card, with the first payment made, refused or waiting. */
export const buyingCases: readonly Case[] = [
  {
    id: 'buy-card',
    title: 'A subscription bought by card is active at once, and its first invoice is paid.',
    beliefs: ['N1', 'B1'],
    pageNotSeen: true,
    async run(world) {
      const seen = await readOne(world, await subscriber(world));
      world.holds('N1', 'The first invoice by card is final and paid at once.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status, total: seen.latestInvoice?.totalMinor },
        expected: { status: 'active', invoice: 'paid', total: 100_00 },
      });
    },
  },
  {
    id: 'buy-yearly',
    title: 'A yearly subscription has a period of a year.',
    beliefs: ['N1'],
    pageNotSeen: true,
    async run(world) {
      const { items } = await readOne(world, await subscriber(world, { lookupKey: keys.basicYearly }));
      world.holds('N1', 'The period of a yearly price is a year.', {
        actual: [items[0]?.interval, items[0]?.periodEnd],
        expected: ['year', new Date(world.at({ months: 12 }) * 1000).toISOString()],
      });
    },
  },
  {
    id: 'buy-seats',
    title: 'A badge with seats is one subscription of two items, billed together.',
    beliefs: ['V8', 'N1'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.organization, seats: 3 });
      const { items, latestInvoice } = await readOne(world, buyer);
      world.holds('N1', 'One invoice bills every item, each by its quantity.', {
        actual: { total: latestInvoice?.totalMinor, items: items.map(({ quantity }) => quantity) },
        expected: { total: 350_00, items: [1, 3] },
      });
    },
  },
  {
    id: 'buy-with-overage',
    title: 'The metered item of a plan is not on the first invoice.',
    beliefs: ['M15'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro, overage: true });
      const { items, latestInvoice } = await readOne(world, buyer);
      world.holds('M15', 'The first invoice bills the plan alone, and the metered item has no price of its own.', {
        actual: { total: latestInvoice?.totalMinor, metered: items.map(({ metered }) => metered !== undefined) },
        expected: { total: 300_00, metered: [false, true] },
      });
    },
  },
  {
    id: 'buy-free',
    title: 'A plan at no price is paid at once, without a charge.',
    beliefs: ['N9'],
    pageNotSeen: true,
    async run(world) {
      const seen = await readOne(world, await subscriber(world, { lookupKey: keys.zero }));
      world.holds('N9', 'An invoice over nothing is paid at once.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status },
        expected: { status: 'active', invoice: 'paid' },
      });
    },
  },
  {
    id: 'buy-declined',
    title: 'A first payment that the bank refuses leaves the subscription incomplete and its invoice open.',
    beliefs: ['B4'],
    pageNotSeen: true,
    async run(world) {
      const seen = await readOne(world, await subscriber(world, { card: 'pm_card_chargeCustomerFail' }));
      world.holds('B4', 'A declined first payment leaves it incomplete.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status, endedAt: seen.endedAt },
        expected: { status: 'incomplete', invoice: 'open', endedAt: null },
      });
    },
  },
  {
    id: 'buy-declined-expires',
    title: 'An unpaid first payment ends the subscription after 23 hours and voids the invoice.',
    beliefs: ['B4'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { card: 'pm_card_chargeCustomerFail' });
      await world.advanceTo({ hours: 24 });
      const seen = await readOne(world, buyer);
      world.holds('B4', 'After 23 hours it is incomplete_expired and its invoice void.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status },
        expected: { status: 'incomplete_expired', invoice: 'void' },
      });
    },
  },
  {
    id: 'buy-declined-paid',
    title: 'A first payment that is made good within 23 hours makes the subscription active.',
    beliefs: ['B4', 'N4'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world, { card: 'pm_card_chargeCustomerFail' });
      await saveCard(world, buyer.customerId, 'pm_card_visa');
      const [invoice] = await invoicesOf(world, buyer);
      await world.stripe.invoices.pay(invoice?.id ?? '');
      const seen = await readOne(world, buyer);
      world.holds('B4', 'Paying the open first invoice makes it active.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status },
        expected: { status: 'active', invoice: 'paid' },
      });
    },
  },
  {
    id: 'buy-authentication',
    title: 'A card that asks for 3-D Secure leaves the subscription incomplete until its holder confirms.',
    beliefs: ['P2', 'B4'],
    pageNotSeen: true,
    async run(world) {
      const seen = await readOne(world, await subscriber(world, { card: 'pm_card_authenticationRequired' }));
      world.holds('B4', 'A first payment that waits for 3-D Secure leaves it incomplete.', {
        actual: { status: seen.status, invoice: seen.latestInvoice?.status },
        expected: { status: 'incomplete', invoice: 'open' },
      });
    },
  },
  {
    id: 'buy-without-card',
    title: 'A purchase without any payment method is refused, or incomplete.',
    beliefs: ['B4'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await newBuyer(world, { card: null });
      const refusal = await world.refusal(() => buy(world, buyer));
      const seen = await readStatuses(world, buyer);
      world.saw('without a payment method', {
        refused: refusal && { status: refusal.status, code: refusal.code },
        seen,
      });
      world.holds('B4', 'Nothing is active without a payment.', { actual: seen.includes('active'), expected: false });
    },
  },
  {
    id: 'buy-twice',
    title: 'A customer may have two subscriptions, each with its own invoices.',
    beliefs: ['V8'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      await buy(world, buyer, { lookupKey: keys.badge });
      const invoices = await invoicesOf(world, buyer);
      world.holds('V8', 'Each subscription is billed by itself.', {
        actual: invoices.map(brief).map(({ total, status }) => [total, status]),
        expected: [
          [8_00, 'paid'],
          [100_00, 'paid'],
        ],
      });
    },
  },
];
