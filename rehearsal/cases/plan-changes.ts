import { brief, invoicesOf, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

const toPro = (subscriptionId: string) => ({
  subscriptionId,
  replaces: [keys.basic],
  items: [{ lookupKey: keys.pro, quantity: 1 }],
});

const upgrade = (world: World, id: string, prorationAt?: string) =>
  world.gateway.changeItems({ ...toPro(id), isProrated: true, ...(prorationAt && { prorationAt }) }, `change:${id}:1`);

/** A buyer in the middle of the period, whose card refuses from then on, with an upgrade that waits for its payment. */
async function unpaidUpgrade(world: World) {
  const buyer = await subscriber(world);
  await world.advanceTo({ months: 0.5 });
  await saveCard(world, buyer.customerId, 'pm_card_chargeCustomerFail');
  await upgrade(world, buyer.subscription.id);
  return buyer;
}

/** Changes at once, by card. */
export const planChangeCases: readonly Case[] = [
  {
    id: 'upgrade-paid',
    title: 'An upgrade in the middle of the period costs half of the difference, and holds at once.',
    beliefs: ['O1', 'O6'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.advanceTo({ months: 0.5 });
      await upgrade(world, buyer.subscription.id);
      const { items, pendingChange } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('O1', 'Both plans count by the second.', {
        actual: { key: items[0]?.lookupKey, pendingChange, ...(last && brief(last)) },
        expected: { key: keys.pro, pendingChange: undefined, status: 'paid', total: 100_00, paid: 100_00 },
      });
    },
  },
  {
    id: 'upgrade-previewed',
    title: 'An upgrade costs to the cent what its preview said.',
    beliefs: ['O1'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.advanceTo({ months: 0.5 });
      const prorationAt = new Date(world.at({ months: 0.5 }) * 1000).toISOString();
      const preview = await world.gateway.previewChange({ ...toPro(buyer.subscription.id), prorationAt });
      await upgrade(world, buyer.subscription.id, prorationAt);
      const [last] = await invoicesOf(world, buyer);
      world.holds('O1', 'The same proration_date gives the same amounts.', {
        actual: [preview.totalMinor === last?.total, preview.lines.length],
        expected: [true, last?.lines.data.length],
      });
    },
  },
  {
    id: 'upgrade-outside-period',
    title: 'A preview of a moment before the period is refused as such.',
    beliefs: ['O1'],
    async run(world) {
      const { subscription } = await subscriber(world);
      const change = { ...toPro(subscription.id), prorationAt: new Date(world.at({ months: 2 }) * 1000).toISOString() };
      const code = await world.gateway.previewChange(change).then(
        () => null,
        (error: { code?: string }) => error.code ?? null,
      );
      world.holds('O1', 'A proration_date outside of the period is refused, naming the parameter.', {
        actual: code,
        expected: 'conflict',
      });
    },
  },
  {
    id: 'upgrade-unpaid',
    title: 'An upgrade that the card refuses waits, and the old plan stays.',
    beliefs: ['U3', 'P5'],
    async run(world) {
      const buyer = await unpaidUpgrade(world);
      const seen = await readOne(world, buyer);
      world.holds('U3', 'The change waits with its invoice, which is the latest one.', {
        actual: {
          status: seen.status,
          key: seen.items[0]?.lookupKey,
          waits: seen.pendingChange?.items[0]?.lookupKey,
          invoice: seen.latestInvoice?.status,
        },
        expected: { status: 'active', key: keys.basic, waits: keys.pro, invoice: 'open' },
      });
    },
  },
  {
    id: 'upgrade-unpaid-then-paid',
    title: 'An upgrade that waits holds once its invoice is paid.',
    beliefs: ['U3'],
    async run(world) {
      const buyer = await unpaidUpgrade(world);
      await saveCard(world, buyer.customerId, 'pm_card_visa');
      const [open] = await invoicesOf(world, buyer);
      await world.stripe.invoices.pay(open?.id ?? '');
      const { items, pendingChange } = await readOne(world, buyer);
      world.holds('U3', 'Paying its invoice applies it.', {
        actual: [items[0]?.lookupKey, pendingChange],
        expected: [keys.pro, undefined],
      });
    },
  },
  {
    id: 'upgrade-unpaid-dropped',
    title: 'An upgrade that waits is dropped when its invoice is void.',
    beliefs: ['U3', 'B3'],
    async run(world) {
      const buyer = await unpaidUpgrade(world);
      await world.gateway.dropPlanned(buyer.subscription.id);
      const { items, pendingChange, latestInvoice } = await readOne(world, buyer);
      const invoices = await invoicesOf(world, buyer);
      world.saw('latest invoice after voiding', latestInvoice?.status);
      world.holds('U3', 'Voiding its invoice drops it.', {
        actual: [items[0]?.lookupKey, pendingChange, invoices[0]?.status],
        expected: [keys.basic, undefined, 'void'],
      });
    },
  },
  {
    id: 'upgrade-unpaid-expires',
    title: 'An upgrade that nobody pays for is gone after 23 hours.',
    beliefs: ['U2'],
    async run(world) {
      const buyer = await unpaidUpgrade(world);
      await world.advanceTo({ months: 0.5, hours: 24 });
      const { items, pendingChange } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('U2', 'After 23 hours it is dropped and its invoice void.', {
        actual: [items[0]?.lookupKey, pendingChange, last?.status],
        expected: [keys.basic, undefined, 'void'],
      });
    },
  },
  {
    id: 'upgrade-unpaid-replaced',
    title: 'A second change takes the place of one that waits.',
    beliefs: ['U3'],
    async run(world) {
      const buyer = await unpaidUpgrade(world);
      await saveCard(world, buyer.customerId, 'pm_card_visa');
      const change = { ...toPro(buyer.subscription.id), items: [{ lookupKey: keys.badge, quantity: 1 }] };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:2`);
      const { items, pendingChange } = await readOne(world, buyer);
      world.holds('U3', 'The one that waited is dropped, and the new one holds.', {
        actual: [items[0]?.lookupKey, pendingChange],
        expected: [keys.badge, undefined],
      });
    },
  },
  {
    id: 'change-to-yearly',
    title: 'A change to a yearly price begins a new period and is billed at once.',
    beliefs: ['O6'],
    async run(world) {
      const buyer = await subscriber(world);
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.basic],
        items: [{ lookupKey: keys.basicYearly, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      const { items } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('O6', 'Another interval begins a new period at once; the unused month is credited.', {
        actual: [
          items[0]?.interval,
          items[0]?.periodEnd === new Date(world.at({ months: 12 }) * 1000).toISOString(),
          last?.total,
        ],
        expected: ['year', true, 900_00],
      });
    },
  },
  {
    id: 'change-not-prorated',
    title: 'A change without proration costs nothing until the renewal.',
    beliefs: ['O6'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.gateway.changeItems(
        { ...toPro(buyer.subscription.id), isProrated: false },
        `change:${buyer.subscription.id}:1`,
      );
      const { items } = await readOne(world, buyer);
      world.holds('O6', 'The price is another one and nothing is billed.', {
        actual: [items[0]?.lookupKey, (await invoicesOf(world, buyer)).length],
        expected: [keys.pro, 1],
      });
    },
  },
];
