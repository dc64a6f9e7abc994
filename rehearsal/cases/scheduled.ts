import { type Buyer, invoicesOf, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

const downgrade = (
  world: World,
  { subscription }: Buyer & { readonly subscription: { readonly id: string } },
  attempt = 1,
) =>
  world.gateway.scheduleItems(
    { subscriptionId: subscription.id, replaces: [keys.pro], items: [{ lookupKey: keys.basic, quantity: 1 }] },
    `schedule:${subscription.id}:${attempt}`,
  );

const toBadge = (id: string) => ({
  subscriptionId: id,
  replaces: [keys.basic],
  items: [{ lookupKey: keys.badge, quantity: 1 }],
});

/** Changes for the next period. */
export const scheduledCases: readonly Case[] = [
  {
    id: 'downgrade',
    title: 'A downgrade holds from the next period on, without a credit.',
    beliefs: ['S1', 'S3'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      const before = await readOne(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      const { items, scheduledChange } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('S3', 'The next period is billed at the new price alone.', {
        actual: [
          before.items[0]?.lookupKey,
          before.scheduledChange?.items[0]?.lookupKey,
          items[0]?.lookupKey,
          last?.total,
        ],
        expected: [keys.pro, keys.basic, keys.basic, 100_00],
      });
      world.holds('S1', 'Nothing is planned any more.', { actual: scheduledChange, expected: undefined });
    },
  },
  {
    id: 'downgrade-dropped',
    title: 'A planned downgrade that is dropped leaves the subscription as it was.',
    beliefs: ['S5'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      await world.gateway.dropPlanned(buyer.subscription.id);
      const { items, scheduledChange } = await readOne(world, buyer);
      world.holds('S5', 'A schedule that is active can be released.', {
        actual: [items[0]?.lookupKey, scheduledChange],
        expected: [keys.pro, undefined],
      });
    },
  },
  {
    id: 'downgrade-replaced',
    title: 'A second plan for the next period takes the place of the first.',
    beliefs: ['S1', 'S5'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      const change = { subscriptionId: buyer.subscription.id, replaces: [keys.pro] };
      await world.gateway.scheduleItems(
        { ...change, items: [{ lookupKey: keys.badge, quantity: 1 }] },
        `schedule:${buyer.subscription.id}:2`,
      );
      const { scheduledChange } = await readOne(world, buyer);
      world.holds('S5', 'The first schedule is released, and another one made.', {
        actual: scheduledChange?.items[0]?.lookupKey,
        expected: keys.badge,
      });
    },
  },
  {
    id: 'downgrade-last-phase',
    title: 'A subscription can be changed in the last phase of its schedule.',
    beliefs: ['S4', 'S5'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      await world.advanceTo({ months: 1.5 });
      const change = { ...toBadge(buyer.subscription.id), isProrated: true };
      await world.gateway.changeItems(change, `change:${buyer.subscription.id}:1`);
      const { items } = await readOne(world, buyer);
      await world.advanceTo({ months: 2, hours: 2 });
      const later = await readOne(world, buyer);
      world.holds('S4', 'The change holds, also after the schedule’s end.', {
        actual: [items[0]?.lookupKey, later.items[0]?.lookupKey],
        expected: [keys.badge, keys.badge],
      });
    },
  },
  {
    id: 'downgrade-overage-last-phase',
    title: 'A metered item that is added in a schedule’s last phase stays after its end.',
    beliefs: ['S4'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      await world.advanceTo({ months: 1.5 });
      const wanted = { subscriptionId: buyer.subscription.id, lookupKey: keys.proOverage, ours: [keys.proOverage] };
      await world.usage.setOverage(wanted);
      await world.advanceTo({ months: 2, hours: 2 });
      const { items } = await readOne(world, buyer);
      world.holds('S4', 'The item outlives the schedule.', {
        actual: items.map(({ lookupKey }) => lookupKey).toSorted(),
        expected: [keys.basic, keys.proOverage].toSorted(),
      });
    },
  },
  {
    id: 'downgrade-cancelled',
    title: 'A cancellation drops a planned downgrade first.',
    beliefs: ['S5'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      await downgrade(world, buyer);
      await world.gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      const { cancelAtPeriodEnd, scheduledChange } = await readOne(world, buyer);
      world.holds('S5', 'Released, the subscription takes the cancellation.', {
        actual: [cancelAtPeriodEnd, scheduledChange],
        expected: [true, undefined],
      });
    },
  },
  {
    id: 'downgrade-own-card',
    title: 'A downgrade keeps the card that checkout stored with the subscription alone.',
    beliefs: ['S2'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      const card = await saveCard(world, buyer.customerId, 'pm_card_mastercard');
      await world.quiet.subscriptions.update(buyer.subscription.id, { default_payment_method: card });
      await saveCard(world, buyer.customerId, 'pm_card_chargeCustomerFail');
      await downgrade(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      const seen = await readOne(world, buyer);
      world.holds('S2', 'The renewal after the downgrade is charged to the subscription’s own card.', {
        actual: [seen.status, seen.card?.brand],
        expected: ['active', 'mastercard'],
      });
    },
  },
  {
    id: 'downgrade-by-invoice',
    title: 'A downgrade keeps the way of payment, its days and the order number.',
    beliefs: ['S2'],
    async run(world) {
      const custom_fields = [{ name: 'Purchase order', value: 'PO-1' }];
      const more = {
        collection_method: 'send_invoice',
        days_until_due: 7,
        invoice_settings: { custom_fields },
      } as const;
      const buyer = await subscriber(world, { lookupKey: keys.pro, more });
      await downgrade(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      const { collection } = await readOne(world, buyer);
      const [last] = await invoicesOf(world, buyer);
      world.holds('S2', 'The invoice after the downgrade is sent, with its days and order number.', {
        actual: [collection, last?.collection_method, last?.custom_fields?.[0]?.value],
        expected: ['send_invoice', 'send_invoice', 'PO-1'],
      });
    },
  },
  {
    id: 'schedule-not-ours',
    title: 'A schedule that somebody else made is left alone.',
    beliefs: ['S1'],
    async run(world) {
      const { subscription } = await subscriber(world);
      const made = await world.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
      const [phase] = made.phases;
      const items = [{ price: world.price(keys.basic), quantity: 1 }];
      const current = { items, start_date: phase?.start_date ?? 0, end_date: phase?.end_date ?? 0 };
      const next = {
        items: [{ price: world.price(keys.badge), quantity: 1 }],
        duration: { interval: 'month' } as const,
      };
      await world.stripe.subscriptionSchedules.update(made.id, { phases: [current, next] });
      const code = await world.gateway.dropPlanned(subscription.id).then(
        () => null,
        (error: { code?: string }) => error.code ?? null,
      );
      world.holds('S1', 'A schedule has its phases, and no metadata of ours.', { actual: code, expected: 'conflict' });
    },
  },
];
