import { invoicesOf, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import { proBuyer, report, totalsOf, use } from '../usage-steps.ts';

/** Usage past the allowance, billed at the period's end, at a change, and at the end of the subscription. */
export const overageCases: readonly Case[] = [
  {
    id: 'overage-period-end',
    title: 'Usage is billed with the renewal, for every thousand begun.',
    beliefs: ['M9', 'M14', 'M15'],
    async run(world) {
      const buyer = await proBuyer(world);
      const { items } = await readOne(world, buyer);
      await use(world, buyer, 2_500);
      await world.advanceTo({ months: 1, hours: 2 });
      const metered = items.find(({ metered: each }) => each !== undefined);
      const [start = '', end = ''] = [0, 1].map((months) => new Date(world.at({ months }) * 1000).toISOString());
      const itemId = metered?.metered?.itemId ?? '';
      const window = { subscriptionId: buyer.subscription.id, planId: keys.pro, itemId, start, end };
      world.saw('units of the line', (await world.usage.invoiceOf(window))?.quantity);
      world.holds('M14', '2,500 units are three packs.', {
        actual: (await totalsOf(world, buyer))[0],
        expected: 315_00,
      });
    },
  },
  {
    id: 'overage-none',
    title: 'A period without usage costs the plan alone.',
    beliefs: ['M9'],
    async run(world) {
      const buyer = await proBuyer(world);
      await world.advanceTo({ months: 1, hours: 2 });
      world.holds('M9', 'Nothing reported is nothing billed.', {
        actual: (await totalsOf(world, buyer))[0],
        expected: 300_00,
      });
    },
  },
  {
    id: 'overage-late',
    title: 'Usage that is reported while the renewal is a draft is still on it.',
    beliefs: ['M9', 'M5', 'H7'],
    async run(world) {
      const buyer = await proBuyer(world);
      await world.advanceTo({ months: 1, minutes: 50 });
      const at = world.at({ months: 1, minutes: -60 });
      const refusal = await world.refusal(() => report(world, buyer, 1_000, { at }));
      await world.advanceTo({ months: 1, hours: 3 });
      const [total] = await totalsOf(world, buyer);
      world.saw('late usage', { refused: refusal && { status: refusal.status, code: refusal.code }, total });
      world.holds('M9', 'What was taken is billed, what was refused is not.', {
        actual: total,
        expected: refusal === null ? 305_00 : 300_00,
      });
    },
  },
  {
    id: 'overage-cancel-period-end',
    title:
      'A subscription that ends with its period has a last invoice for its usage, which nobody collects by itself.',
    beliefs: ['B7', 'B9'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 2_000);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      await world.advanceTo({ months: 1, hours: 3 });
      const { status } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.saw('last invoice', last && { status: last.status, advances: last.auto_advance, paid: last.amount_paid });
      world.holds('B9', 'The last invoice bills the usage.', {
        actual: [status, last?.total],
        expected: ['canceled', 10_00],
      });
    },
  },
  {
    id: 'overage-cancel-now',
    title: 'A subscription that ends at once is billed for its usage until then.',
    beliefs: ['B8'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 500);
      await world.advanceTo({ days: 1 });
      await world.gateway.cancelNow(buyer.subscription.id);
      await world.advanceTo({ days: 1, hours: 3 });
      const [last] = await invoicesOf(world, buyer);
      world.saw('invoices after cancelling now', await totalsOf(world, buyer));
      world.holds('B8', 'invoice_now bills what was not billed yet.', { actual: last?.total, expected: 5_00 });
    },
  },
  {
    id: 'overage-cancel-prorated',
    title: 'Cancelled at once with proration, usage and the unused days may be on one invoice.',
    beliefs: ['B8'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 500);
      await world.advanceTo({ days: 1 });
      const how = { invoice_now: true, prorate: true };
      const refusal = await world.refusal(() => world.stripe.subscriptions.cancel(buyer.subscription.id, how));
      world.saw('cancelled with proration', {
        refused: refusal && { status: refusal.status, code: refusal.code },
        totals: await totalsOf(world, buyer),
      });
    },
  },
  {
    id: 'overage-upgrade-paid',
    title: 'Usage before a paid change of plan is billed once, at the change or at the period’s end.',
    beliefs: ['U4', 'M11'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 2_000);
      await world.advanceTo({ months: 0.5 });
      const change = {
        subscriptionId: buyer.subscription.id,
        replaces: [keys.pro],
        items: [{ lookupKey: keys.organization, quantity: 1 }],
      };
      await world.gateway.changeItems({ ...change, isProrated: true }, `change:${buyer.subscription.id}:1`);
      await world.advanceTo({ months: 1, hours: 2 });
      const [renewal = 0, changed = 0] = await totalsOf(world, buyer);
      world.saw('change and renewal', { changed, renewal });
      world.holds('U4', 'Credit of 50.00 for the change, 200.00 for the renewal, and 10.00 of usage once.', {
        actual: renewal + changed,
        expected: 160_00,
      });
    },
  },
  {
    id: 'overage-upgrade-void',
    title: 'Usage on the invoice of a change that is dropped is billed later or lost; the recording tells which.',
    beliefs: ['U4'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 2_000);
      await world.advanceTo({ months: 0.5 });
      await saveCard(world, buyer.customerId, 'pm_card_chargeCustomerFail');
      const items = [
        { lookupKey: keys.organization, quantity: 1 },
        { lookupKey: keys.affiliate, quantity: 5 },
      ];
      const change = { subscriptionId: buyer.subscription.id, replaces: [keys.pro], items, isProrated: true };
      await world.gateway.changeItems(change, `change:${buyer.subscription.id}:1`);
      await world.gateway.dropPlanned(buyer.subscription.id);
      await saveCard(world, buyer.customerId, 'pm_card_visa');
      await world.advanceTo({ months: 1, hours: 2 });
      const [renewal = 0] = await totalsOf(world, buyer);
      world.saw('totals after the change was dropped', await totalsOf(world, buyer));
      world.holds('U4', 'The usage is billed once at most.', {
        actual: [300_00, 310_00].includes(renewal),
        expected: true,
      });
    },
  },
  {
    id: 'overage-added',
    title: 'Usage before a metered item was added may be billed or not; the recording tells which.',
    beliefs: ['M12'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await use(world, buyer, 1_000);
      await world.advanceTo({ days: 1 });
      const wanted = { subscriptionId: buyer.subscription.id, lookupKey: keys.proOverage, ours: [keys.proOverage] };
      await world.usage.setOverage(wanted);
      await world.usage.setOverage(wanted);
      const { items } = await readOne(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      world.saw('totals', await totalsOf(world, buyer));
      world.holds('M12', 'The item is added once.', { actual: items.length, expected: 2 });
    },
  },
  {
    id: 'overage-removed',
    title: 'Usage of a metered item that is taken away is billed at once, on an invoice of its own.',
    beliefs: ['M11'],
    async run(world) {
      const buyer = await proBuyer(world);
      await use(world, buyer, 3_000);
      await world.advanceTo({ days: 1 });
      await world.usage.setOverage({ subscriptionId: buyer.subscription.id, lookupKey: null, ours: [keys.proOverage] });
      await world.advanceTo({ months: 1, hours: 2 });
      const { items } = await readOne(world, buyer);
      world.holds('M11', 'Flexible billing bills it at once, and the renewal does not again.', {
        actual: [items.length, (await totalsOf(world, buyer)).slice(0, 2)],
        expected: [1, [300_00, 15_00]],
      });
    },
  },
];
