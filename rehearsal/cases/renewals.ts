import { type Buyer, brief, invoicesOf, readOne, saveCard, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import type { World } from '../world.ts';

const refusing = 'pm_card_chargeCustomerFail';

/** A subscriber whose first renewal the card refuses. */
async function declinedRenewal(world: World, card = refusing) {
  const buyer = await subscriber(world);
  await saveCard(world, buyer.customerId, card);
  await world.advanceTo({ months: 1, hours: 2 });
  return buyer;
}

async function newest(world: World, buyer: Buyer) {
  const [invoice] = await invoicesOf(world, buyer);
  if (!invoice) throw new Error(`${world.id}: there is no invoice`);
  return invoice;
}

/** Renewals, refused ones, and what becomes of their invoices. */
export const renewalCases: readonly Case[] = [
  {
    id: 'renewal',
    title: 'A renewal is billed when the period ends, and paid after an hour.',
    beliefs: ['N2', 'M5'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.advanceTo({ months: 1, minutes: 30 });
      const draft = await newest(world, buyer);
      await world.advanceTo({ months: 1, hours: 2 });
      const paid = await newest(world, buyer);
      world.holds('N2', 'The invoice is a draft for an hour, and says when it becomes final.', {
        actual: [draft.status, typeof draft.automatically_finalizes_at, brief(paid)],
        expected: ['draft', 'number', { status: 'paid', reason: 'subscription_cycle', total: 100_00, paid: 100_00 }],
      });
    },
  },
  {
    id: 'portal-card',
    title: 'A card that is saved in Stripe’s portal is charged from the next renewal on.',
    beliefs: ['G3', 'B14'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      await saveCard(world, buyer.customerId, 'pm_card_mastercard');
      await world.advanceTo({ months: 1, hours: 2 });
      const { status, card } = await readOne(world, buyer);
      world.holds('B14', 'The customer’s default is charged where the subscription has no card of its own.', {
        actual: [status, card?.brand],
        expected: ['active', 'mastercard'],
      });
    },
  },
  {
    id: 'renewal-declined',
    title: 'A renewal that the card refuses makes the subscription past due, with its invoice open.',
    beliefs: ['B14'],
    async run(world) {
      const buyer = await declinedRenewal(world);
      const { status, latestInvoice } = await readOne(world, buyer);
      world.holds('B14', 'The subscription is past_due, and Stripe will try again.', {
        actual: [status, latestInvoice?.status, typeof (await newest(world, buyer)).next_payment_attempt],
        expected: ['past_due', 'open', 'number'],
      });
    },
  },
  {
    id: 'renewal-recovered',
    title: 'A past-due subscription is active again once its invoice is paid.',
    beliefs: ['B14', 'N4'],
    async run(world) {
      const buyer = await declinedRenewal(world);
      await saveCard(world, buyer.customerId, 'pm_card_visa');
      await world.stripe.invoices.pay((await newest(world, buyer)).id);
      const { status, latestInvoice } = await readOne(world, buyer);
      world.holds('B14', 'Paying the invoice makes it active.', {
        actual: [status, latestInvoice?.status],
        expected: ['active', 'paid'],
      });
    },
  },
  {
    id: 'renewal-given-up',
    title: 'After the last try Stripe does with the subscription as the account says.',
    beliefs: ['B14'],
    async run(world) {
      const buyer = await declinedRenewal(world);
      await world.advanceTo({ months: 1, days: 25 });
      const seen = await readOne(world, buyer);
      world.saw('after the retries, by the setting of the account', {
        status: seen.status,
        invoice: seen.latestInvoice?.status,
      });
      world.holds('B14', 'It is not active.', { actual: seen.status === 'active', expected: false });
    },
  },
  {
    id: 'renewal-authentication',
    title: 'A renewal that needs its holder’s confirmation is past due.',
    beliefs: ['P6'],
    async run(world) {
      const buyer = await declinedRenewal(world, 'pm_card_authenticationRequired');
      const { status, latestInvoice } = await readOne(world, buyer);
      world.holds('P6', 'Without its holder the card is refused, and the subscription past_due.', {
        actual: [status, latestInvoice?.status],
        expected: ['past_due', 'open'],
      });
    },
  },
  {
    id: 'renewal-uncollectible',
    title: 'A past-due subscription whose invoice is given up may be active again, unpaid.',
    beliefs: ['B2', 'N4'],
    async run(world) {
      const buyer = await declinedRenewal(world);
      await world.stripe.invoices.markUncollectible((await newest(world, buyer)).id);
      const { status, latestInvoice } = await readOne(world, buyer);
      world.saw('status after giving the invoice up', status);
      world.holds('N4', 'An open invoice can be marked uncollectible.', {
        actual: latestInvoice?.status,
        expected: 'uncollectible',
      });
    },
  },
  {
    id: 'renewal-void',
    title: 'When a renewal’s invoice is void, an older one decides about the subscription.',
    beliefs: ['B3', 'N4'],
    async run(world) {
      const buyer = await declinedRenewal(world);
      await world.stripe.invoices.voidInvoice((await newest(world, buyer)).id);
      const { status } = await readOne(world, buyer);
      world.saw('status after voiding', status);
      world.holds('N4', 'An open invoice can be void.', {
        actual: (await newest(world, buyer)).status,
        expected: 'void',
      });
    },
  },
  {
    id: 'invoice-states',
    title: 'Each state of an invoice allows its own changes.',
    beliefs: ['N4'],
    async run(world) {
      const buyer = await subscriber(world);
      const paid = await newest(world, buyer);
      const ofPaid = await world.refusal(() => world.stripe.invoices.voidInvoice(paid.id));
      await world.advanceTo({ months: 1, minutes: 30 });
      const draft = await newest(world, buyer);
      const ofDraft = await world.refusal(() => world.stripe.invoices.voidInvoice(draft.id));
      world.holds('N4', 'A paid invoice and a draft cannot be void.', {
        actual: [ofPaid?.status, ofDraft?.status],
        expected: [400, 400],
      });
    },
  },
  ...(['keep_as_draft', 'void', 'mark_uncollectible'] as const).map(
    (behavior): Case => ({
      id: `paused-${behavior.replaceAll('_', '-')}`,
      title: `While collection is paused (${behavior}), a renewal is not charged and the subscription stays active.`,
      beliefs: ['B12'],
      async run(world) {
        const buyer = await subscriber(world);
        await world.stripe.subscriptions.update(buyer.subscription.id, { pause_collection: { behavior } });
        await world.advanceTo({ months: 1, hours: 2 });
        const seen = await readOne(world, buyer);
        const [last] = await invoicesOf(world, buyer);
        const expected = { keep_as_draft: 'draft', void: 'void', mark_uncollectible: 'uncollectible' }[behavior];
        world.holds('B12', 'The status stays, and the invoice is kept, void or given up.', {
          actual: [seen.status, seen.collectionPaused, last?.status, last?.amount_paid],
          expected: ['active', true, expected, 0],
        });
      },
    }),
  ),
];
