import { listen, seedCatalogue, submitForm } from '../steps.ts';
import { type RuleExamples, refusalOf } from './example.ts';
import { days, subscribed } from './subscribed.ts';

const unpaid = { method: 'pm_card_chargeCustomerFail' };
const untilRenewed = days(31) + 2;

export const subscriptionExamples = {
  B1: {
    on: 'flexible',
    off: 'classic',
    run: async (world) => (await (await subscribed(world)).read()).billing_mode.type,
  },
  B2: {
    on: 'active',
    off: 'past_due',
    async run(world) {
      const { stripe, latest, later, payWith, status } = await subscribed(world);
      await payWith('pm_card_chargeCustomerFail');
      await later(untilRenewed);
      await stripe.invoices.markUncollectible((await latest()).id);
      return status();
    },
  },
  B3: {
    on: 'incomplete_expired',
    off: 'incomplete',
    async run(world) {
      const { stripe, latest, status } = await subscribed(world, unpaid);
      await stripe.invoices.voidInvoice((await latest()).id);
      return status();
    },
  },
  B3b: {
    on: 'active',
    off: 'past_due',
    async run(world) {
      const { stripe, latest, later, payWith, status } = await subscribed(world);
      await payWith('pm_card_chargeCustomerFail');
      await later(untilRenewed);
      await stripe.invoices.voidInvoice((await latest()).id);
      return status();
    },
  },
  B4: {
    on: ['incomplete_expired', 'void'],
    off: ['incomplete', 'open'],
    async run(world) {
      const { latest, later, status } = await subscribed(world, unpaid);
      await later(23);
      return [await status(), (await latest()).status];
    },
  },
  B4b: {
    on: '400',
    off: 'done',
    run: async (world) => refusalOf((await subscribed(world, unpaid)).update({ description: 'Later' })),
  },
  B5: {
    on: 'draft',
    off: 'open',
    options: { settings: { afterRetries: 'unpaid' } },
    async run(world) {
      const { latest, later, payWith } = await subscribed(world);
      await payWith('pm_card_chargeCustomerFail');
      await later(days(31) + days(31) + 2);
      return (await latest()).status;
    },
  },
  B6: {
    on: '400',
    off: 'done',
    async run(world) {
      const { stripe, id, update } = await subscribed(world);
      await stripe.subscriptions.cancel(id);
      return refusalOf(update({ cancel_at: '' }));
    },
  },
  B10: {
    on: [true, false],
    off: [true, true],
    async run(world) {
      const { stripe, customer, id, read } = await subscribed(world);
      await stripe.billingPortal.configurations.create({
        features: { subscription_cancel: { enabled: true, mode: 'at_period_end' } },
      });
      const { url } = await stripe.billingPortal.sessions.create({ customer });
      await submitForm(url, { action: 'cancel', subscription: id });
      const { cancel_at, cancel_at_period_end } = await read();
      return [cancel_at !== null, cancel_at_period_end];
    },
  },
  B11: {
    on: [15, -5_000],
    off: [30, 0],
    async run(world) {
      const { stripe, id, read, update } = await subscribed(world);
      const [{ current_period_start: start } = { current_period_start: 0 }] = (await read()).items.data;
      await update({ cancel_at: start + 15 * 86_400 });
      const [{ current_period_end: end } = { current_period_end: 0 }] = (await read()).items.data;
      await stripe.subscriptions.cancel(id, { invoice_now: true });
      const [last] = (await stripe.invoices.list({ subscription: id })).data;
      return [(end - start) / 86_400, Math.min(last!.total, 0)];
    },
  },
  B15: {
    on: ['active', 'canceled', 'payment_disputed'],
    off: ['active', 'active', null],
    options: { settings: { endsDisputed: true } },
    async run(world) {
      const { later, read, status } = await subscribed(world, { method: 'pm_card_createDispute' });
      await later(0.5);
      const before = await status();
      await later(1);
      return [before, await status(), (await read()).cancellation_details?.reason];
    },
  },
  B16: {
    on: 1,
    off: 0,
    async run(world) {
      await listen(world);
      const { later } = await subscribed(world, { trial_period_days: 14 });
      await later(days(11));
      return world.types().filter((type) => type === 'customer.subscription.trial_will_end').length;
    },
  },
  V8: {
    on: '400',
    off: 'done',
    async run(world) {
      const { customer } = await seedCatalogue(world);
      const items = [];
      for (let n = 0; n < 21; n += 1) {
        const { id: price } = await world.stripe.prices.create({
          product: 'basic',
          currency: 'usd',
          unit_amount: 100 + n,
          recurring: { interval: 'month' },
        });
        items.push({ price });
      }
      return refusalOf(world.stripe.subscriptions.create({ customer: customer.id, items, trial_period_days: 7 }));
    },
  },
  V8b: {
    on: '400',
    off: 'done',
    async run(world) {
      const { customer, monthly } = await seedCatalogue(world);
      const begin = () =>
        world.stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: monthly.id }],
          trial_period_days: 7,
        });
      for (let n = 0; n < 500; n += 1) await begin();
      return refusalOf(begin());
    },
  },
} satisfies RuleExamples;
