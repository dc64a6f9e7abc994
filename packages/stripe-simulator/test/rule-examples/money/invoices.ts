import { seedCatalogue } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import { byInvoice, daysOn, latestInvoice, statusOf, subscribed } from './buyers.ts';
import { taxed } from './tax.ts';

/** A renewal after so many changes of the quantity, each with a credit and a charge. */
async function raisedOften(world: World, times: number) {
  const { subscription } = await subscribed(world);
  const [item] = subscription.items.data;
  for (let n = 1; n <= times; n += 1)
    await world.stripe.subscriptions.update(subscription.id, { items: [{ id: item!.id, quantity: n + 1 }] });
  await daysOn(world, 31);
  return { subscription: subscription.id };
}

export const invoiceExamples = {
  N1: {
    on: 'draft',
    off: 'open',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', byInvoice);
      return (await latestInvoice(world, subscription.id)).status;
    },
  },
  N3: {
    on: null,
    off: 'New Ltd',
    async run(world) {
      const { subscription, customer } = await subscribed(world);
      await world.stripe.customers.update(customer, { name: 'New Ltd' });
      return (await latestInvoice(world, subscription.id)).customer_name;
    },
  },
  N4: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', byInvoice);
      return refusalOf(world.stripe.invoices.voidInvoice(String(subscription.latest_invoice)));
    },
  },
  N4b: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', byInvoice);
      return refusalOf(world.stripe.invoices.markUncollectible(String(subscription.latest_invoice)));
    },
  },
  N4c: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', byInvoice);
      const id = String(subscription.latest_invoice);
      await world.stripe.invoices.finalizeInvoice(id);
      await world.stripe.invoices.voidInvoice(id);
      return refusalOf(world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }));
    },
  },
  N5: {
    on: '400',
    off: 'done',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', byInvoice);
      return refusalOf(world.stripe.invoices.sendInvoice(String(subscription.latest_invoice)));
    },
  },
  N7: {
    on: [10, true, 12],
    off: [13, false, 12],
    async run(world) {
      const { subscription } = await raisedOften(world, 6);
      const { id, lines } = await latestInvoice(world, subscription);
      const all = await world.stripe.invoices.listLineItems(String(id), { limit: 100 });
      return [lines.data.length, lines.has_more, all.data.length - 1];
    },
  },
  N8: {
    on: 250,
    off: 253,
    async run(world) {
      const { subscription } = await raisedOften(world, 126);
      const { id } = await latestInvoice(world, subscription);
      return (await Array.fromAsync(world.stripe.invoices.listLineItems(String(id), { limit: 100 }))).length;
    },
  },
  N9: {
    on: ['active', 'paid'],
    off: ['incomplete', 'open'],
    async run(world) {
      const coupon = await world.stripe.coupons.create({ percent_off: 100, duration: 'once' });
      const { monthly, customer } = await seedCatalogue(world);
      const { id } = await world.stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: monthly.id }],
        discounts: [{ coupon: coupon.id }],
      });
      return [await statusOf(world, id), (await latestInvoice(world, id)).status];
    },
  },
  B12: {
    on: 'draft',
    off: 'paid',
    async run(world) {
      const { subscription } = await subscribed(world);
      await world.stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'keep_as_draft' } });
      await daysOn(world, 32);
      return (await latestInvoice(world, subscription.id)).status;
    },
  },
  B13: {
    on: 'past_due',
    off: 'active',
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa', { ...byInvoice, days_until_due: 5 });
      await daysOn(world, 6);
      return statusOf(world, subscription.id);
    },
  },
  B14: {
    on: 1,
    off: 2,
    async run(world) {
      const { customer } = await subscribed(world);
      await world.stripe.customers.update(customer, {
        invoice_settings: { default_payment_method: 'pm_card_authenticationRequired' },
      });
      await daysOn(world, 35);
      const charges = await world.stripe.charges.list({ customer });
      return charges.data.filter(({ status }) => status === 'failed').length;
    },
  },
  E8: {
    on: ['draft', 1],
    off: ['paid', 0],
    options: { settings: { withoutLocation: 'stays_draft' } },
    async run(world) {
      const { customer, subscription } = await taxed(world);
      await world.stripe.customers.update(customer, { address: '' });
      await daysOn(world, 32);
      const failed = await world.stripe.events.list({ type: 'invoice.finalization_failed' });
      return [(await latestInvoice(world, subscription)).status, failed.data.length];
    },
  },
} satisfies RuleExamples;
