import type Stripe from 'stripe';
import { permissionIn, permissionsOfFunctions } from '../../shared/stripe/permissions.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { giveBack, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys, proMeter } from '../catalogue.ts';
import type { World } from '../world.ts';

type Buyer = Awaited<ReturnType<typeof subscriber>>;

/** A function, what its restricted key may do, and calls of its own that show it. */
type Keyed = {
  readonly name: string;
  /** Permissions without `rak_`, as Stripe's reference writes them. https://docs.stripe.com/keys/permissions-reference */
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly does: (calls: { readonly stripe: Stripe; readonly buyer: Buyer; readonly world: World }) => Promise<unknown>;
};

const addresses = { successUrl: 'https://tollgate.example/yes', cancelUrl: 'https://tollgate.example/no' };
const seen = ['customer', 'subscription', 'invoice', 'credit_note', 'payment_method', 'plan', 'coupon'];

/** In an order in which one subscription can live through them. */
const functions: readonly Keyed[] = [
  {
    name: 'billing',
    read: [...seen, 'charge', 'payment_intent', 'dispute', 'billing_meter'],
    write: ['customer', 'checkout_session', 'customer_portal', 'subscription', 'invoice', 'payment_intent'],
    async does({ stripe, buyer, world }) {
      const gateway = stripeGateway(stripe);
      const sold = { ...buyer, ...addresses, lookupKey: keys.badge, seats: null, currency: 'usd' };
      const reader = { siteName: 'Rehearsal Data', language: 'en' } as const;
      const checkout = { ...sold, reader, promotionCodes: false, trialDays: null };
      const session = await gateway.createCheckout(checkout, `checkout:${buyer.accountId}`);
      await gateway.expireCheckout(session.id);
      await gateway.createBillingPortalSession(buyer.customerId, {
        returnUrl: 'https://tollgate.example/back',
        language: reader.language,
      });
      await gateway.listSubscriptions(buyer.customerId);
      await gateway.listInvoices(buyer.customerId, { limit: 10 });
      await gateway.listTopUps(buyer.customerId);
      const prorationAt = new Date(world.start * 1000).toISOString();
      const items = [{ lookupKey: keys.organization, quantity: 1 }];
      const change = { subscriptionId: buyer.subscription.id, replaces: [keys.pro], items };
      await gateway.previewChange({ ...change, prorationAt });
      await gateway.cancelAtPeriodEnd(buyer.subscription.id, true);
      await gateway.cancelAtPeriodEnd(buyer.subscription.id, false);
    },
  },
  {
    name: 'top-up',
    read: ['customer', 'payment_method', 'charge', 'dispute'],
    write: ['payment_intent'],
    async does({ stripe, buyer }) {
      const gateway = stripeGateway(stripe);
      const card = (await gateway.savedCard(buyer.customerId)) ?? '';
      const charge = {
        ...buyer,
        units: 1_000,
        currency: 'usd',
        amountMinor: 20_00,
        card,
        description: 'Rehearsal credit',
      };
      await gateway.chargeTopUp(charge, `top-up:${buyer.accountId}`);
      await gateway.listTopUps(buyer.customerId);
    },
  },
  {
    name: 'reconcile',
    read: [...seen, 'charge', 'dispute', 'payment_intent', 'event', 'billing_meter', 'checkout_session'],
    write: ['subscription', 'invoice'],
    async does({ stripe, buyer, world }) {
      const gateway = stripeGateway(stripe);
      await gateway.listAll();
      await gateway.listSubscriptions(buyer.customerId);
      await gateway.listReturned(buyer.customerId);
      await gateway.customersOfReturned(new Date(world.start * 1000));
      await gateway.listUndelivered();
    },
  },
  {
    name: 'usage-report',
    read: [...seen, 'billing_meter'],
    write: ['subscription', 'billing_meter_event'],
    async does({ stripe, buyer, world }) {
      const usage = usageGateway(stripe);
      const start = new Date(world.start * 1000).toISOString();
      const end = new Date((world.start + 86_400) * 1000).toISOString();
      const report = { meter: proMeter, customerId: buyer.customerId, value: 1, at: world.start };
      await usage.report({ ...report, identifier: `${world.token}:1` });
      await usage.reported({ meter: proMeter, customerId: buyer.customerId, start, end });
      await usage.setOverage({
        subscriptionId: buyer.subscription.id,
        lookupKey: keys.proOverage,
        ours: [keys.proOverage],
      });
    },
  },
  {
    name: 'stripe-sync',
    read: [...seen, 'charge', 'dispute', 'payment_intent', 'event', 'checkout_session'],
    write: ['subscription', 'invoice'],
    async does({ stripe, buyer }) {
      const gateway = stripeGateway(stripe);
      await gateway.listSubscriptions(buyer.customerId);
      await gateway.listReturned(buyer.customerId);
      await gateway.listTopUps(buyer.customerId);
      await gateway.finalizeDrafts(buyer.customerId);
      await gateway.customerOf({ kind: 'subscription', id: buyer.subscription.id });
      await gateway.endBecause(buyer.subscription.id, 'disputed');
    },
  },
  {
    name: 'leaving',
    read: seen,
    write: ['subscription', 'invoice', 'checkout_session'],
    async does({ stripe, buyer }) {
      const gateway = stripeGateway(stripe);
      await gateway.listSubscriptions(buyer.customerId);
      await gateway.cancelNow(buyer.subscription.id);
    },
  },
  {
    name: 'badge-settlement',
    read: seen,
    write: ['subscription', 'invoice', 'charge'],
    async does({ stripe, buyer, world }) {
      const gateway = stripeGateway(stripe);
      await gateway.cancelNow(buyer.subscription.id);
      await giveBack({ ...world, gateway }, buyer);
    },
  },
];

/** One key for all functions, as a deployment has it. */
const deployed = 'functions';

/** The permissions of each restricted key, by its name, as the simulator takes them. */
export const permissionsByKey: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    functions.map(({ name, read, write }) => [
      name,
      [...read.map((each) => `rak_${each}_read`), ...write.map((each) => `rak_${each}_write`)],
    ]),
  ),
  [deployed]: permissionsOfFunctions.map(({ name }) => name),
};

async function expectRefusal(world: World, stripe: Stripe): Promise<void> {
  const refusal = await world.refusal(() => stripe.webhookEndpoints.list({ limit: 1 }));
  world.holds('J1', 'A missing permission is 403, and the message names it.', {
    actual: [refusal?.status, permissionIn(refusal?.message ?? '')],
    expected: [403, 'rak_webhook_read'],
  });
}

/** Restricted keys: the calls of their functions pass, and a list of endpoints does not. */
export const keyCases: readonly Case[] = [
  ...functions.map(
    ({ name, does }): Case => ({
      id: `key-of-${name}`,
      title: `The restricted key of ${name} may do what ${name} does, and may not list webhook endpoints.`,
      beliefs: ['J1', 'J2', 'E6'],
      keysOf: [name],
      async run(world) {
        const buyer = await subscriber(world, { lookupKey: keys.pro });
        const stripe = world.withKey(world.backend.restrictedKeys[name] ?? '');
        await does({ stripe, buyer, world });
        await expectRefusal(world, stripe);
      },
    }),
  ),
  {
    id: 'key-of-functions',
    title: 'One key with the permissions that `npm run doctor` asks for may do what all functions do.',
    beliefs: ['J1', 'J2', 'E6'],
    keysOf: [deployed],
    async run(world) {
      const stripe = world.withKey(world.backend.restrictedKeys[deployed] ?? '');
      const of = (names: readonly string[]) => functions.filter(({ name }) => names.includes(name));
      const groups = [
        ['billing', 'top-up', 'usage-report', 'reconcile', 'stripe-sync'],
        ['leaving'],
        ['badge-settlement'],
      ];
      for (const group of groups) {
        const buyer = await subscriber(world, { lookupKey: keys.pro });
        for (const { does } of of(group)) await does({ stripe, buyer, world });
      }
      await expectRefusal(world, stripe);
    },
  },
];
