import { type Buyer, buy, invoicesOf, newBuyer, readOne } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

/** https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-your-integration */
const accounts = { pays: 'DE89370400440532013000', refuses: 'DE62370400440532013001' };

/** A buyer in euros who pays by bank debit, as at Stripe's checkout. */
async function debitBuyer(world: World, iban: string): Promise<Buyer> {
  const buyer = await newBuyer(world, { card: null });
  await (world.backend.source === 'simulator' ? payAtCheckout(world, buyer, iban) : payByApi(world, buyer, iban));
  return buyer;
}

/** The simulator has no set-up intents; its hosted page takes an account. */
async function payAtCheckout({ quiet, price }: World, { accountId, customerId }: Buyer, iban: string): Promise<void> {
  const { url } = await quiet.checkout.sessions.create({
    mode: 'subscription',
    customer: customerId,
    currency: 'eur',
    line_items: [{ price: price(keys.basic), quantity: 1 }],
    subscription_data: { metadata: { tollgate_account: accountId } },
    success_url: 'https://tollgate.example/yes',
  });
  const page = await (await fetch(String(url))).text();
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const hidden = Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
  const body = new URLSearchParams({ ...hidden, iban, name: 'Ada', country: 'DE', postal_code: '10115' });
  await fetch(String(url), { method: 'POST', body, redirect: 'manual' });
}

/** A saved account with its mandate, and the subscription that is charged to it. */
async function payByApi(world: World, buyer: Buyer, iban: string): Promise<void> {
  const { quiet } = world;
  const method = await quiet.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban },
    billing_details: { name: 'Ada', email: 'rehearsal@tollgate.example' },
  });
  await quiet.setupIntents.create({
    customer: buyer.customerId,
    payment_method: method.id,
    allowed_payment_method_types: ['sepa_debit'],
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  const settings = { save_default_payment_method: 'on_subscription' } as const;
  const more = { default_payment_method: method.id, payment_settings: settings };
  await buy({ ...world, stripe: quiet }, buyer, { currency: 'eur', more });
}

const invoiceNow = async (world: World, buyer: Buyer) => (await invoicesOf(world, buyer))[0]?.status ?? null;

/** Bank debits, whose answer comes later. No test clock collects them. */
export const debitCases: readonly Case[] = [
  {
    id: 'debit-paid',
    waitsForBank: true,
    title: 'A first payment by debit is on its way while the subscription is active, and then paid.',
    beliefs: ['P4', 'K7'],
    time: 'account',
    pageNotSeen: true,
    async run(world) {
      const buyer = await debitBuyer(world, accounts.pays);
      const before = await readOne(world, buyer);
      const paid = await world.until(
        'the bank’s answer',
        () => invoiceNow(world, buyer),
        (status) => status === 'paid',
        { isDebit: true },
      );
      world.holds('P4', 'It is active at once, with an open invoice.', {
        actual: [before.status, before.isDebited, before.latestInvoice?.status, paid],
        expected: ['active', true, 'open', 'paid'],
      });
    },
  },
  {
    id: 'debit-refused',
    waitsForBank: true,
    title: 'When a first debit fails, the subscription may stay active with a void invoice.',
    beliefs: ['P4'],
    time: 'account',
    pageNotSeen: true,
    async run(world) {
      const buyer = await debitBuyer(world, accounts.refuses);
      await world.until(
        'the bank’s refusal',
        async () => (await world.stripe.charges.list({ customer: buyer.customerId })).data[0]?.status,
        (status) => status === 'failed',
        { isDebit: true },
      );
      const { status, latestInvoice } = await readOne(world, buyer);
      world.saw('after the refusal', { status, invoice: latestInvoice?.status });
      world.holds('P4', 'Nothing is paid.', { actual: latestInvoice?.status === 'paid', expected: false });
    },
  },
  {
    id: 'debit-upgrade',
    title: 'A change that waits for its payment is refused by debit.',
    beliefs: ['P5'],
    time: 'account',
    pageNotSeen: true,
    async run(world) {
      const buyer = await debitBuyer(world, accounts.pays);
      const { id } = await readOne(world, buyer);
      const items = [{ lookupKey: keys.pro, quantity: 1 }];
      const change = { subscriptionId: id, replaces: [keys.basic], items, isProrated: true };
      const refusal = await world.refusal(() => world.gateway.changeItems(change, `change:${id}:1`));
      const seen = await readOne(world, buyer);
      world.holds('P5', 'It is refused, and the old plan stays.', {
        actual: [refusal?.status, seen.items[0]?.lookupKey],
        expected: [400, keys.basic],
      });
    },
  },
  {
    id: 'debit-downgrade',
    title: 'A change for the next period can be planned by debit.',
    beliefs: ['P5', 'S1'],
    time: 'account',
    pageNotSeen: true,
    async run(world) {
      const buyer = await debitBuyer(world, accounts.pays);
      const { id } = await readOne(world, buyer);
      const items = [{ lookupKey: keys.badge, quantity: 1 }];
      const refusal = await world.refusal(() =>
        world.gateway.scheduleItems({ subscriptionId: id, replaces: [keys.basic], items }, `schedule:${id}:1`),
      );
      world.saw('planned by debit', refusal && { status: refusal.status, code: refusal.code });
    },
  },
];
