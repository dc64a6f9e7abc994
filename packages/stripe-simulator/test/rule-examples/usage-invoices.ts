import { listen } from '../steps.ts';
import type { World } from '../world.ts';
import type { RuleExamples } from './example.ts';
import { meteredBuyer } from './metered-buyer.ts';

/** A buyer with 25 units, half-way through the period. */
async function userOf(world: World) {
  const buyer = await meteredBuyer(world);
  await buyer.to('2026-12-01T12:00:00Z');
  await buyer.report(25, '2026-12-01T11:59:00Z');
  await buyer.to('2026-12-05T12:00:00Z');
  return buyer;
}

const latestOf = async ({ invoices }: Awaited<ReturnType<typeof userOf>>) => (await invoices()).at(-1)!;

/** The last invoice of a subscription that ended with its period. */
async function lastInvoice(world: World) {
  const buyer = await userOf(world);
  await world.stripe.subscriptions.update(buyer.subscription, { cancel_at_period_end: true });
  await buyer.to('2026-12-24T14:00:00Z');
  return latestOf(buyer);
}

export const usageInvoiceExamples = {
  N2: {
    on: 'draft',
    off: 'paid',
    options: { settings: { draftSeconds: 72 * 3_600 } },
    async run(world) {
      const buyer = await userOf(world);
      await buyer.to('2026-12-27T11:00:00Z');
      return (await latestOf(buyer)).status;
    },
  },
  E7: {
    on: ['draft', 'paid'],
    off: ['paid', 'paid'],
    async run(world) {
      const buyer = await userOf(world);
      await listen(world, ['invoice.created']);
      world.answers.push(...Array.from({ length: 100 }, () => 500));
      await buyer.to('2026-12-27T11:00:00Z');
      const { status } = await latestOf(buyer);
      await buyer.to('2026-12-27T12:00:00Z');
      return [status, (await latestOf(buyer)).status];
    },
  },
  U4: {
    on: [],
    off: [3_00],
    async run(world) {
      const buyer = await userOf(world);
      await world.stripe.customers.update(buyer.customer, {
        invoice_settings: { default_payment_method: 'pm_card_chargeCustomerFail' },
      });
      await world.stripe.subscriptions.update(buyer.subscription, {
        items: [{ id: buyer.licensedItem, quantity: 2 }],
        proration_behavior: 'always_invoice',
        payment_behavior: 'pending_if_incomplete',
      });
      await buyer.to('2026-12-24T12:00:00Z');
      return buyer.billed();
    },
  },
  B7: {
    on: ['draft', false],
    off: ['paid', true],
    async run(world) {
      const { status, auto_advance } = await lastInvoice(world);
      return [status, auto_advance];
    },
  },
  B8: {
    on: [],
    off: [3_00],
    async run(world) {
      const buyer = await userOf(world);
      await world.stripe.subscriptions.cancel(buyer.subscription, { invoice_now: true });
      return buyer.billed();
    },
  },
  B9: {
    on: 3_00,
    off: 100_00,
    run: async (world) => (await lastInvoice(world)).total,
  },
} satisfies RuleExamples;
