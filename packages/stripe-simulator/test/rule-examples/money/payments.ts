import { card, openCheckout, seedCatalogue, submitForm } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import {
  daysOn,
  debited,
  lastCharge,
  latestInvoice,
  payingAccount,
  refusingAccount,
  statusOf,
  subscribed,
} from './buyers.ts';

async function charged({ stripe }: World, token: string) {
  const { id: customer } = await stripe.customers.create();
  const { id } = await stripe.paymentMethods.attach(token, { customer });
  return stripe.paymentIntents.create({
    customer,
    amount: 1000,
    currency: 'usd',
    confirm: true,
    off_session: true,
    payment_method: id,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
}

async function refundOf(world: World, method: string) {
  const { customer } = await subscribed(world, method);
  const charge = await lastCharge(world, customer);
  return { charge: charge.id, refund: () => world.stripe.refunds.create({ charge: charge.id }) };
}

export const paymentExamples = {
  P1: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      const { id } = await stripe.customers.create();
      const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
      return refusalOf(
        stripe.paymentIntents.create({
          customer: id,
          amount: 1000,
          currency: 'usd',
          confirm: true,
          off_session: true,
          payment_method: method.id,
        }),
      );
    },
  },
  P2: {
    on: '402 authentication_required',
    off: 'done',
    run: (world) => refusalOf(charged(world, 'pm_card_authenticationRequired')),
  },
  P3: {
    on: ['link', false],
    off: ['card', true],
    async run(world) {
      const { customer, monthly } = await seedCatalogue(world);
      const { url } = await openCheckout(world, customer.id, monthly.id);
      await submitForm(String(url), { ...card('4242424242424242'), link_email: 'ada@example.com' });
      const [method] = (await world.stripe.customers.listPaymentMethods(customer.id)).data;
      return [method?.type, method?.card !== undefined];
    },
  },
  P4: {
    on: ['active', 'void'],
    off: ['active', 'open'],
    async run(world) {
      const { subscription } = await debited(world, refusingAccount);
      await daysOn(world, 6);
      return [await statusOf(world, subscription), (await latestInvoice(world, subscription)).status];
    },
  },
  P5: {
    on: '400',
    off: 'done',
    async run(world) {
      const { stripe } = world;
      const { subscription } = await debited(world, payingAccount);
      const { items } = await stripe.subscriptions.retrieve(subscription);
      return refusalOf(
        stripe.subscriptions.update(subscription, {
          items: [{ id: items.data[0]!.id, quantity: 2 }],
          payment_behavior: 'pending_if_incomplete',
          proration_behavior: 'always_invoice',
        }),
      );
    },
  },
  P6: {
    on: ['past_due', 'requires_action'],
    off: ['past_due', 'requires_payment_method'],
    async run(world) {
      const { subscription } = await subscribed(world, 'pm_card_visa');
      const customer = String(subscription.customer);
      await world.stripe.customers.update(customer, {
        invoice_settings: { default_payment_method: 'pm_card_authenticationRequired' },
      });
      await daysOn(world, 31);
      const { payment_intent } = await lastCharge(world, customer);
      const { status } = await world.stripe.paymentIntents.retrieve(String(payment_intent));
      return [await statusOf(world, subscription.id), status];
    },
  },
  R1: {
    on: '400',
    off: 'done',
    async run(world) {
      const { charge } = await refundOf(world, 'pm_card_visa');
      return refusalOf(world.stripe.refunds.create({ charge, amount: 100_01 }));
    },
  },
  R2: {
    on: ['pending', 'insufficient_funds'],
    off: ['succeeded', undefined],
    options: { settings: { coversRefunds: false } },
    async run(world) {
      const { refund } = await refundOf(world, 'pm_card_visa');
      const { status, pending_reason } = await refund();
      return [status, pending_reason];
    },
  },
  R2b: {
    on: '400 balance_insufficient',
    off: 'done',
    options: { settings: { coversRefunds: false } },
    async run(world) {
      const { customer } = await debited(world, payingAccount);
      await daysOn(world, 6);
      const { id } = await lastCharge(world, customer);
      return refusalOf(world.stripe.refunds.create({ charge: id }));
    },
  },
  R3: {
    on: 'failed',
    off: 'succeeded',
    async run(world) {
      const { refund } = await refundOf(world, 'pm_card_refundFail');
      const { id } = await refund();
      await daysOn(world, 2);
      return (await world.stripe.refunds.retrieve(id)).status;
    },
  },
  R4: {
    on: '400 refund_disputed_payment',
    off: 'done',
    async run(world) {
      const { refund } = await refundOf(world, 'pm_card_createDispute');
      return refusalOf(refund());
    },
  },
  R5: {
    on: [10, true],
    off: [11, false],
    async run(world) {
      const { charge } = await refundOf(world, 'pm_card_visa');
      for (let n = 0; n < 11; n += 1) await world.stripe.refunds.create({ charge, amount: 1 });
      const { refunds } = await world.stripe.charges.retrieve(charge, { expand: ['refunds'] });
      return [refunds?.data.length, refunds?.has_more];
    },
  },
  R6: {
    on: 0,
    off: 1,
    async run(world) {
      await subscribed(world, 'pm_card_createDisputeInquiry');
      const taken = await world.stripe.events.list({ type: 'charge.dispute.funds_withdrawn' });
      return taken.data.length;
    },
  },
} satisfies RuleExamples;
