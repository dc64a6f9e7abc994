import type Stripe from 'stripe';
import type { World } from '../world.ts';
import type { RuleExamples } from './example.ts';

const listen = ({ stripe, hookUrl }: World, more: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: ['*'], ...more });
const customer = ({ stripe }: World) => stripe.customers.create({ name: 'Ada' });
const typesOf = ({ received }: World) => received.map(({ event }) => event.type as string);

/** A meter event of a customer who does not exist, which is reported by a thin event. */
async function lostUsage({ stripe, now, advanceTo }: World) {
  await stripe.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula: 'sum' },
  });
  await stripe.billing.meterEvents.create({
    event_name: 'records',
    payload: { stripe_customer_id: 'cus_none', value: '1' },
  });
  await advanceTo(new Date(now().getTime() + 60_000));
}

export const eventExamples = {
  V2: {
    on: ['2024-06-20', '2024-06-20'],
    off: ['pinned', 'pinned'],
    options: { settings: { apiVersion: '2024-06-20' } },
    async run(world) {
      await listen(world);
      await customer(world);
      await world.simulator.settle();
      const [listed] = (await world.stripe.events.list({ type: 'customer.created' })).data;
      const versions = [listed?.api_version, world.received.at(-1)?.event.api_version];
      return versions.map((version) => (version === '2024-06-20' ? version : 'pinned'));
    },
  },
  E1: {
    on: 1,
    off: 0,
    async run(world) {
      await listen(world);
      world.answers.push(301);
      await customer(world);
      await world.simulator.settle();
      return (await world.stripe.events.list({ delivery_success: false })).data.length;
    },
  },
  E2: {
    on: 2,
    off: 1,
    async run(world) {
      await listen(world);
      world.answers.push(500);
      await customer(world);
      await world.advanceTo(new Date(world.now().getTime() + 3_600_000));
      return world.received.length;
    },
  },
  E3: {
    on: 2,
    off: 1,
    async run(world) {
      await listen(world);
      world.simulator.setFaults({ duplicate: true });
      await customer(world);
      await world.simulator.settle();
      return world.received.length;
    },
  },
  E4: {
    on: [1, 0],
    off: [1, 1],
    async run(world) {
      await customer(world);
      const listed = async () => (await world.stripe.events.list({ type: 'customer.created' })).data.length;
      await world.advanceTo(new Date('2026-12-24T12:00:00Z'));
      const before = await listed();
      await world.advanceTo(new Date('2026-12-24T12:00:01Z'));
      return [before, await listed()];
    },
  },
  E9: {
    on: [],
    off: ['v1.billing.meter.error_report_triggered'],
    async run(world) {
      await listen(world);
      await lostUsage(world);
      return typesOf(world).filter((type) => type.startsWith('v1.'));
    },
  },
  E10: {
    on: [2, 1],
    off: [1, 1],
    async run(world) {
      const { id } = await listen(world);
      world.simulator.rollWebhookSecret(id, 24 * 3_600);
      await customer(world);
      await world.advanceTo(new Date(world.now().getTime() + 86_400_000));
      await customer(world);
      await world.simulator.settle();
      return world.received.map(({ headers }) => String(headers['stripe-signature']).split('v1=').length - 1);
    },
  },
  E11: {
    on: 1,
    off: 3,
    async run(world) {
      const { id } = await listen(world);
      world.answers.push(500);
      await customer(world);
      await world.simulator.settle();
      await world.stripe.webhookEndpoints.update(id, { disabled: true });
      await customer(world);
      await world.advanceTo(new Date(world.now().getTime() + 3_600_000));
      return world.received.length;
    },
  },
} satisfies RuleExamples;
