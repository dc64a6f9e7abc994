import Stripe from 'stripe';
import { stripeEventTypes, thinEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import { newBuyer, read, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys } from '../catalogue.ts';
import { rehearsalOrigin, rehearsalPlace } from '../leftovers.ts';
import { pushOffer } from '../offer.ts';
import type { World } from '../world.ts';

const webhookOf = ({ token }: World) => ({
  url: `${rehearsalOrigin}/${token}`,
  apiVersion: Stripe.API_VERSION,
  events: Object.keys(stripeEventTypes),
  thinEvents: Object.keys(thinEventTypes),
  place: `${rehearsalPlace}/${token}`,
});

/** Stripe's types of event about a customer, once each, in the order of the alphabet. */
async function eventTypesOf({ quiet, start, backend }: World, customerId: string): Promise<readonly string[]> {
  const since = Math.min(start, Math.floor(backend.now().getTime() / 1000)) - 3_600;
  const types = new Set<string>();
  for await (const { type, data } of quiet.events.list({ created: { gte: since }, limit: 100 }))
    if (JSON.stringify(data.object).includes(customerId) && type in stripeEventTypes) types.add(type);
  return [...types].toSorted();
}

/** The catalogue's push, events, deletion and test clocks. */
export const accountCases: readonly Case[] = [
  {
    id: 'push-twice',
    title: 'A catalogue that was pushed is not changed by a second push.',
    beliefs: ['M1', 'T3', 'D1'],
    async run(world) {
      const changes = await pushOffer(world.stripe, { now: world.backend.now() });
      world.holds('M1', 'Stripe holds the catalogue as it was pushed.', {
        actual: changes.map(({ kind }) => kind),
        expected: [],
      });
    },
  },
  {
    id: 'push-endpoints',
    title: 'A push makes an endpoint and a destination once, at the version of the SDK.',
    beliefs: ['V3', 'V4', 'E9'],
    time: 'account',
    async run(world) {
      world.later(() => removeEndpoints(world));
      const [now, webhook] = [world.backend.now(), webhookOf(world)];
      const made = await pushOffer(world.stripe, { now, webhook });
      const again = await pushOffer(world.stripe, { now, webhook });
      world.holds('V3', 'The second push finds both as they should be.', {
        actual: [made.map(({ kind }) => kind), again.length],
        expected: [['create_webhook', 'create_destination'], 0],
      });
    },
  },
  {
    id: 'push-key-taken',
    title: 'A new price takes its lookup key over from the old one.',
    beliefs: ['Q2', 'Z1'],
    async run(world) {
      const lookup_key = `${world.token}_key`;
      const input = {
        product: 'tollgate_plan_rehearsal_basic',
        currency: 'usd',
        recurring: { interval: 'month' },
      } as const;
      const first = await world.stripe.prices.create({ ...input, unit_amount: 5_00, lookup_key });
      const second = await world.stripe.prices.create({
        ...input,
        unit_amount: 6_00,
        lookup_key,
        transfer_lookup_key: true,
      });
      for (const { id } of [first, second]) world.later(() => world.quiet.prices.update(id, { active: false }));
      const found = (await world.stripe.prices.list({ lookup_keys: [lookup_key] })).data.map(({ id }) => id);
      world.holds('Q2', 'The key leads to the new price alone.', { actual: found, expected: [second.id] });
    },
  },
  {
    id: 'events-of-purchase',
    title: 'A purchase makes the events that the product listens to.',
    beliefs: ['E3', 'E4'],
    pageNotSeen: true,
    async run(world) {
      const buyer = await subscriber(world);
      const wanted = ['customer.subscription.created', 'invoice.paid'];
      const seen = await world.until(
        'the events of the purchase',
        () => eventTypesOf(world, buyer.customerId),
        (types) => wanted.every((each) => types.includes(each)),
      );
      world.saw('events', seen);
      world.holds('E4', 'Events of a test clock’s customer can be listed.', {
        actual: wanted.filter((each) => !seen.includes(each)),
        expected: [],
      });
    },
  },
  {
    id: 'events-undelivered',
    title: 'Events that no endpoint took are listed as undelivered.',
    beliefs: ['E5', 'E4'],
    time: 'account',
    async run(world) {
      world.later(() => removeEndpoints(world));
      await world.quiet.webhookEndpoints.create({
        url: webhookOf(world).url,
        enabled_events: ['customer.created', 'customer.subscription.created'],
      });
      const buyer = await subscriber(world);
      const found = await world.until(
        'an undelivered event',
        async () => (await world.gateway.listUndelivered()).messages.map(({ customerId }) => customerId),
        (customers) => customers.includes(buyer.customerId),
      );
      world.holds('E5', 'delivery_success=false finds what is still on its way.', {
        actual: found.includes(buyer.customerId),
        expected: true,
      });
    },
  },
  {
    id: 'customer-deleted',
    title: 'A deleted customer is seen as deleted, and its subscriptions have ended.',
    beliefs: ['C1'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.quiet.customers.del(buyer.customerId);
      const { gateway } = world;
      world.holds('C1', 'It can still be read, as deleted, and no subscription of its own lives.', {
        actual: [
          await gateway.isCustomerDeleted(buyer.customerId),
          (await read(world, buyer)).filter(({ endedAt }) => endedAt === null),
          await gateway.listTopUps(buyer.customerId),
          await gateway.customerOf({ kind: 'subscription', id: buyer.subscription.id }),
        ],
        expected: [true, [], [], buyer.customerId],
      });
    },
  },
  {
    id: 'customer-of',
    title: 'The customer behind an invoice is found, and nobody behind one that never was.',
    beliefs: ['E3'],
    async run(world) {
      const buyer = await subscriber(world);
      const { invoices } = await world.gateway.listInvoices(buyer.customerId, { limit: 10 });
      const found = await world.gateway.customerOf({ kind: 'invoice', id: invoices[0]?.id ?? '' });
      const nobody = await world.gateway.customerOf({ kind: 'charge', id: 'ch_a1b2c3d4e5f6g7h8' });
      world.holds('E3', 'Objects name their customer; an unknown one is resource_missing.', {
        actual: [found === buyer.customerId, nobody],
        expected: [true, null],
      });
    },
  },
  {
    id: 'invoice-pages',
    title: 'Invoices are listed by pages, drafts left out, and a strange cursor is refused.',
    beliefs: ['Q1', 'N7'],
    async run(world) {
      const buyer = await subscriber(world);
      await world.advanceTo({ months: 1, hours: 2 });
      const first = await world.gateway.listInvoices(buyer.customerId, { limit: 1 });
      const second = await world.gateway.listInvoices(buyer.customerId, { limit: 1, cursor: first.cursor ?? '' });
      const code = await world.gateway.listInvoices(buyer.customerId, { limit: 1, cursor: 'in_a1b2c3d4e5f6g7h8' }).then(
        () => null,
        (error: { code?: string }) => error.code ?? null,
      );
      world.holds('Q1', 'Each page ends with a cursor but the last.', {
        actual: [first.invoices.length, second.invoices.length, second.cursor, code],
        expected: [1, 1, undefined, 'invalid_request'],
      });
    },
  },
  {
    id: 'clock-limits',
    title: 'A test clock has three customers, and goes two intervals at once.',
    beliefs: ['H1', 'H2'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.basic });
      await newBuyer(world, { card: null });
      await newBuyer(world, { card: null });
      const fourth = await world.refusal(() => newBuyer(world, { card: null }));
      const far = await world.refusal(() => world.clock?.advanceTo(world.at({ months: 3 })) ?? Promise.resolve());
      world.saw('status of the buyer', (await read(world, buyer))[0]?.status);
      world.holds('H1', 'A fourth customer is refused.', { actual: fourth?.status, expected: 400 });
      world.holds('H2', 'Three months of a monthly subscription are refused.', { actual: far?.status, expected: 400 });
    },
  },
];

async function removeEndpoints(world: World): Promise<void> {
  const { quiet } = world;
  const own = webhookOf(world);
  for await (const { id, url } of quiet.webhookEndpoints.list({ limit: 100 }))
    if (url === own.url) await quiet.webhookEndpoints.del(id);
  for await (const { id, metadata } of quiet.v2.core.eventDestinations.list())
    if (metadata?.tollgate_place === own.place) await quiet.v2.core.eventDestinations.del(id);
}
