import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const both = ['v1.billing.meter.error_report_triggered', 'v1.billing.meter.no_meter_found'];
const destinations = () => world.stripe.v2.core.eventDestinations;
const destination = (more: Partial<Stripe.V2.Core.EventDestinationCreateParams> = {}) =>
  destinations().create({
    name: 'Meters',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: both,
    webhook_endpoint: { url: world.hookUrl },
    ...more,
  });
const withSecret: Stripe.V2.Core.EventDestinationCreateParams['include'] = ['webhook_endpoint.signing_secret'];
const report = (event_name: string, payload: Record<string, string>, identifier: string) =>
  world.stripe.billing.meterEvents.create({ event_name, payload, identifier });
const meter = () =>
  world.stripe.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula: 'last' },
  });
const later = () => world.advanceTo(new Date(world.now().getTime() + 10_000));

describe('an event destination', () => {
  it('shows its secret when it is made and asked for, and its address to who asks', async () => {
    expect((await destination()).webhook_endpoint).toEqual({});
    const made = await destination({ include: withSecret, metadata: { of: 'dev' } });
    expect(made.webhook_endpoint).toEqual({ signing_secret: expect.stringMatching(/^whsec_\w{32}$/) });
    const include: ['webhook_endpoint.url'] = ['webhook_endpoint.url'];
    const found = await destinations().retrieve(made.id, { include });
    expect(found).toMatchObject({
      created: '2026-11-24T12:00:00.000Z',
      event_payload: 'thin',
      metadata: { of: 'dev' },
    });
    expect(found.webhook_endpoint).toEqual({ url: world.hookUrl });
    await expect(destinations().update(made.id, { include: withSecret })).rejects.toThrow(/include/);
  });

  it('is changed, disabled, enabled, listed page by page, and gone once it is deleted', async () => {
    const made = [await destination(), await destination(), await destination()];
    const [first] = made;
    const url = 'https://shop.example/hook';
    const changed = await destinations().update(first!.id, {
      webhook_endpoint: { url },
      enabled_events: both.slice(1),
    });
    expect(changed).toMatchObject({ name: 'Meters', enabled_events: both.slice(1) });
    expect(await destinations().disable(first!.id)).toMatchObject({ status: 'disabled' });
    expect(await destinations().enable(first!.id)).toMatchObject({ status: 'enabled' });
    const listed = await Array.fromAsync(destinations().list({ limit: 2, include: ['webhook_endpoint.url'] }));
    expect(listed.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
    expect(listed.at(-1)?.webhook_endpoint).toEqual({ url });
    expect(await destinations().del(first!.id)).toMatchObject({ id: first!.id });
    await expect(destinations().retrieve(first!.id)).rejects.toThrow(/No such event destination/);
  });

  it('is refused where it asks for what Stripe or the simulator has not', async () => {
    await expect(destination({ event_payload: 'snapshot' })).rejects.toMatchObject({ code: 'simulator_unsupported' });
    await expect(destination({ enabled_events: ['v1.customer.created'] })).rejects.toThrow(/v1\.customer\.created/);
    await expect(destination({ webhook_endpoint: { url: 'shop.example' } })).rejects.toThrow(/Invalid URL/);
    await expect(destination({ name: undefined })).rejects.toMatchObject({ code: 'parameter_missing', param: 'name' });
  });

  it('counts with webhook endpoints: an account has 16 in all', async () => {
    await listen(world);
    for (let n = 2; n <= 16; n++) await destination();
    await expect(destination()).rejects.toThrow(/maximum of 16/);
    await expect(listen(world)).rejects.toThrow(/maximum of 16/);
  });
});

describe('usage that is taken and found bad later', () => {
  it('comes as one thin event a meter, signed with the destination’s secret, and the report says what was wrong', async () => {
    const { webhook_endpoint } = await destination({ include: withSecret });
    const { id } = await meter();
    await report('records', { stripe_customer_id: 'cus_nobody', value: '1' }, 'first');
    await report('records', { value: '1' }, 'second');
    await world.simulator.settle();
    expect(world.received).toEqual([]);
    await later();
    expect(world.received).toHaveLength(1);
    const [{ body, headers }] = world.received as [World['received'][number]];
    const notification = world.stripe.parseEventNotification(
      body,
      String(headers['stripe-signature']),
      String(webhook_endpoint?.signing_secret),
      300,
      undefined,
      world.now().getTime(),
    );
    expect(notification).toMatchObject({ type: both[0], related_object: { id, url: `/v1/billing/meters/${id}` } });
    expect(JSON.parse(body)).not.toHaveProperty('data');
    const { data } = (await world.stripe.v2.core.events.retrieve(notification.id)) as { data?: unknown };
    expect(data).toMatchObject({
      developer_message_summary: 'There are 2 invalid events',
      reason: {
        error_count: 2,
        error_types: [
          { code: 'meter_event_customer_not_found', sample_errors: [{ request: { identifier: 'first' } }] },
          { code: 'meter_event_no_customer_defined', sample_errors: [{ request: { identifier: 'second' } }] },
        ],
      },
      validation_start: '2026-11-24T12:00:00.000Z',
      validation_end: '2026-11-24T12:00:10.000Z',
    });
  });

  it('is told of an archived meter, of values that are none, and of a name that no meter has', async () => {
    await destination();
    const customer = await world.stripe.customers.create({ name: 'Ada' });
    const { id } = await meter();
    const codes = async () => {
      await later();
      const events = world.received.splice(0).map(({ event }) => world.stripe.v2.core.events.retrieve(event.id));
      const reports = (await Promise.all(events)) as unknown as Stripe.Events.V1BillingMeterErrorReportTriggeredEvent[];
      return reports.map(({ type, data }) => [type, ...data.reason.error_types.map(({ code }) => code)]);
    };
    await report('records', { stripe_customer_id: customer.id, value: 'many' }, 'a');
    await report('records', { stripe_customer_id: customer.id, value: '1234567890123456' }, 'b');
    expect(await codes()).toEqual([[both[0], 'meter_event_invalid_value', 'meter_event_value_too_many_digits']]);
    await world.stripe.billing.meters.deactivate(id);
    await report('records', { stripe_customer_id: customer.id, value: '1' }, 'c');
    await report('other', { stripe_customer_id: customer.id, value: '1' }, 'd');
    expect(await codes()).toEqual([
      [both[0], 'archived_meter'],
      [both[1], 'no_meter'],
    ]);
  });

  it('goes to no webhook endpoint, not even to one that takes everything, and is sent again until it is taken', async () => {
    await listen(world, ['*']);
    await meter();
    await world.simulator.settle();
    world.received.splice(0);
    await report('records', { value: '1' }, 'a');
    await later();
    expect(world.received).toEqual([]);
    await destination();
    world.answers.push(500);
    await report('records', { value: '1' }, 'b');
    await later();
    await later();
    expect(world.types()).toEqual([both[0], both[0]]);
  });
});
