import { AppError } from '../../shared/errors.ts';
import type { NewCheckout } from '../../shared/stripe/gateway.ts';
import { type Buyer, newBuyer, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import type { World } from '../world.ts';

const addresses = { successUrl: 'https://tollgate.example/yes', cancelUrl: 'https://tollgate.example/no' };
const reader = { siteName: 'Rehearsal Data', language: 'en' } as const;

const checkout = (world: World, buyer: Buyer, more: Partial<NewCheckout> = {}, attempt = 1) =>
  world.gateway.createCheckout(
    {
      ...buyer,
      lookupKey: keys.basic,
      seats: null,
      currency: 'usd',
      promotionCodes: false,
      trialDays: null,
      reader,
      ...addresses,
      ...more,
    },
    `checkout:${buyer.accountId}:${attempt}`,
  );

/** The code of the product's own refusal; null where there is none. */
async function codeOf(call: () => Promise<unknown>): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Sessions of Stripe's checkout, up to the page that nobody fills in here. */
export const checkoutCases: readonly Case[] = [
  {
    id: 'checkout-expired',
    title: 'A session is open, can be read, and once expired stays so.',
    beliefs: ['K1'],
    async run(world) {
      const session = await checkout(world, await newBuyer(world));
      const seen = [
        await world.gateway.readCheckout(session.id),
        await world.gateway.expireCheckout(session.id),
        await world.gateway.expireCheckout(session.id),
      ];
      world.holds('K1', 'An open session can be expired, and then it is not open any more.', {
        actual: [session, ...seen].map((each) => each?.status),
        expected: ['open', 'open', 'expired', 'expired'],
      });
    },
  },
  {
    id: 'checkout-repeated',
    title: 'One key makes one session.',
    beliefs: ['Y3', 'Y6'],
    async run(world) {
      const buyer = await newBuyer(world);
      const [first, second] = [await checkout(world, buyer), await checkout(world, buyer)];
      world.holds('Y6', 'The same call under the same key answers the first session.', {
        actual: second.id === first.id,
        expected: true,
      });
    },
  },
  {
    id: 'checkout-lines',
    title: 'One session sells a plan with its overage, and another a badge with seats.',
    beliefs: ['K2', 'M15'],
    async run(world) {
      const buyer = await newBuyer(world);
      const plan = await checkout(world, buyer, {
        lookupKey: keys.pro,
        overage: keys.proOverage,
        promotionCodes: true,
      });
      const seats = { lookupKey: keys.affiliate, quantity: 2 };
      const badge = await checkout(world, buyer, { lookupKey: keys.organization, seats }, 2);
      world.holds('K2', 'A session takes a metered line without a quantity, and several lines.', {
        actual: [plan.status, badge.status],
        expected: ['open', 'open'],
      });
    },
  },
  {
    id: 'checkout-branded',
    title: 'A session has the colours, border, font and name of the site, in a language that Stripe has.',
    beliefs: ['K9', 'K10'],
    async run(world) {
      const buyer = await newBuyer(world);
      const seen = [];
      for (const [attempt, language] of (['en', 'ar'] as const).entries()) {
        const { id } = await checkout(world, buyer, { reader: { ...reader, language } }, attempt + 1);
        seen.push(await world.stripe.checkout.sessions.retrieve(id));
      }
      const [brand] = seen.map(({ branding_settings }) => branding_settings);
      world.holds('K9', 'The page takes each part of the brand.', {
        actual: [brand?.display_name, brand?.background_color, brand?.button_color, brand?.border_style],
        expected: ['Rehearsal Data', '#fbfaf7', '#0b5d4e', 'rounded'],
      });
      world.holds('K9', 'The page has the font that was asked for, and the reader’s language where Stripe has it.', {
        actual: [brand?.font_family, ...seen.map(({ locale }) => locale)],
        expected: ['inter', 'en', 'auto'],
      });
    },
  },
  {
    id: 'checkout-trial',
    title: 'A session with a trial asks for a card all the same.',
    beliefs: ['K3', 'K4'],
    async run(world) {
      const session = await checkout(world, await newBuyer(world), { trialDays: 14 });
      world.holds('K4', 'A trial may be sold with payment_method_collection always.', {
        actual: session.status,
        expected: 'open',
      });
    },
  },
  {
    id: 'checkout-other-currency',
    title: 'A customer with a subscription in dollars cannot check out in euros.',
    beliefs: ['C2'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      const code = await codeOf(() => checkout(world, buyer, { currency: 'eur' }));
      world.holds('C2', 'One customer has one currency at a time.', { actual: code, expected: 'conflict' });
    },
  },
  {
    id: 'checkout-deleted-customer',
    title: 'A checkout of a deleted customer is refused as such.',
    beliefs: ['C1'],
    async run(world) {
      const buyer = await newBuyer(world);
      await world.quiet.customers.del(buyer.customerId);
      const code = await codeOf(() => checkout(world, buyer));
      world.holds('C1', 'Stripe answers for a deleted customer that there is none, naming `customer`.', {
        actual: code,
        expected: 'conflict',
      });
    },
  },
  {
    id: 'checkout-missing',
    title: 'A session that never was is none.',
    beliefs: ['K1'],
    async run(world) {
      const seen = await world.gateway.readCheckout('cs_test_a1b2c3d4e5f6g7h8i9');
      world.holds('K1', 'An unknown session is resource_missing.', { actual: seen, expected: null });
    },
  },
  {
    id: 'checkout-top-up',
    title: 'Prepaid credit is sold by a session in payment mode that keeps the card.',
    beliefs: ['K8'],
    async run(world) {
      const buyer = await newBuyer(world);
      const input = {
        ...buyer,
        ...addresses,
        reader,
        lookupKey: keys.credit,
        currency: 'usd',
        packs: 3,
        units: 3_000,
      };
      const session = await world.gateway.createTopUp(input, `top-up:${buyer.accountId}`);
      const { mode, amount_total, invoice_creation } = await world.stripe.checkout.sessions.retrieve(session.id);
      world.holds('K8', 'A session in payment mode makes no invoice unless asked.', {
        actual: [mode, amount_total, invoice_creation?.enabled ?? false],
        expected: ['payment', 60_00, false],
      });
    },
  },
  {
    id: 'portal-session',
    title: 'The billing portal opens for a customer, by the configuration that the catalogue keeps.',
    beliefs: ['G1', 'G4'],
    async run(world) {
      const { customerId } = await newBuyer(world);
      const { url } = await world.gateway.createBillingPortalSession(customerId, {
        returnUrl: 'https://tollgate.example/back',
        language: 'en',
      });
      world.holds('G1', 'A portal session has an address.', { actual: url.startsWith('http'), expected: true });
    },
  },
];
