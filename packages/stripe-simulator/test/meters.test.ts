import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;

beforeEach(async () => {
  buyer = await startSubscriber({ start: '2027-01-10T10:30:00Z' });
  stripe = buyer.world.stripe;
});
afterEach(() => buyer.world.stop());

const meterOf = (formula: 'sum' | 'count' | 'last', event_name: string = formula) =>
  stripe.billing.meters.create({ display_name: formula, event_name, default_aggregation: { formula } });
const report = (
  event_name: string,
  value: string | undefined,
  more: Partial<Stripe.Billing.MeterEventCreateParams> = {},
) =>
  stripe.billing.meterEvents.create({
    event_name,
    payload: { stripe_customer_id: buyer.customer, ...(value === undefined ? {} : { value }) },
    ...more,
  });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: Stripe.errors.StripeError) => error.code,
  );
const summary = async (meter: string, from: string, to: string) => {
  const range = { customer: buyer.customer, start_time: at(from), end_time: at(to) };
  const { data } = await stripe.billing.meters.listEventSummaries(meter, range);
  return data.map(({ aggregated_value }) => aggregated_value);
};

describe('usage that is reported', () => {
  it('adds up, is counted, or is the latest by its own time, as the meter’s formula says', async () => {
    const meters = [await meterOf('sum'), await meterOf('count'), await meterOf('last')];
    for (const { event_name } of meters) {
      await report(event_name, '7', { timestamp: at('2027-01-10T10:20:00Z') });
      await report(event_name, '2.5', { timestamp: at('2027-01-10T10:25:00Z') });
      await report(event_name, '4', { timestamp: at('2027-01-10T10:22:00Z') });
    }
    const values = meters.map(({ id }) => summary(id, '2027-01-10T10:00:00Z', '2027-01-10T11:00:00Z'));
    expect(await Promise.all(values)).toEqual([[13.5], [3], [2.5]]);
    expect(await summary(meters[0]?.id ?? '', '2027-01-10T10:22:00Z', '2027-01-10T10:25:00Z')).toEqual([4]);
    expect(await summary(meters[0]?.id ?? '', '2027-01-09T00:00:00Z', '2027-01-10T00:00:00Z')).toEqual([]);
  });

  it('is summed up by the hour, newest first, over whole hours only', async () => {
    const meter = await meterOf('sum');
    for (const time of ['08:10', '08:50', '10:00'])
      await report('sum', '1', { timestamp: at(`2027-01-10T${time}:00Z`) });
    const range = { customer: buyer.customer, value_grouping_window: 'hour' as const };
    const hours = { start_time: at('2027-01-10T08:00:00Z'), end_time: at('2027-01-10T11:00:00Z') };
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, { ...range, ...hours });
    expect(data.map(({ start_time, aggregated_value }) => [start_time, aggregated_value])).toEqual([
      [at('2027-01-10T10:00:00Z'), 1],
      [at('2027-01-10T08:00:00Z'), 2],
    ]);
    const half = { ...hours, start_time: at('2027-01-10T08:30:00Z') };
    await expect(stripe.billing.meters.listEventSummaries(meter.id, { ...range, ...half })).rejects.toThrow(/aligned/);
  });

  it('is taken once by its identifier within a day, whatever else it says', async () => {
    const meter = await meterOf('sum');
    expect(await report('sum', '5', { identifier: 'once' })).toMatchObject({ identifier: 'once', event_name: 'sum' });
    expect(await codeOf(report('sum', '5', { identifier: 'once' }))).toBe('duplicate_meter_event');
    expect(await codeOf(report('sum', '9', { identifier: 'once' }))).toBe('duplicate_meter_event');
    expect(await summary(meter.id, '2027-01-10T00:00:00Z', '2027-01-11T00:00:00Z')).toEqual([5]);
    await buyer.to('2027-01-11T10:30:00Z');
    expect(await codeOf(report('sum', '5', { identifier: 'once' }))).toBe('accepted');
  });

  it('is refused of another time than the past 35 days and the next 5 minutes', async () => {
    await meterOf('sum');
    const codes = [-35 * 86_400, -35 * 86_400 - 1, 300, 301].map((seconds) =>
      codeOf(report('sum', '1', { timestamp: at('2027-01-10T10:30:00Z') + seconds })),
    );
    const [oldest, older, newest, newer] = await Promise.all(codes);
    expect([oldest, newest]).toEqual(['accepted', 'accepted']);
    expect([older, newer]).toEqual(['timestamp_too_far_in_past', 'timestamp_in_future']);
  });

  it('is taken without a known customer, a number, or an active meter of its name, and not counted', async () => {
    const { id } = await meterOf('last');
    const stranger = { payload: { stripe_customer_id: 'cus_nobody', value: '1' } };
    const taken = [
      report('last', 'many'),
      report('last', undefined),
      report('other', '1'),
      report('last', '1', stranger),
    ];
    expect(await Promise.all(taken.map(codeOf))).toEqual(Array(4).fill('accepted'));
    expect(await stripe.billing.meters.deactivate(id)).toMatchObject({ status: 'inactive' });
    expect(await codeOf(report('last', '1'))).toBe('accepted');
    await stripe.billing.meters.reactivate(id);
    expect(await summary(id, '2027-01-10T00:00:00Z', '2027-01-11T00:00:00Z')).toEqual([]);
    expect(await codeOf(report('last', '1'))).toBe('accepted');
    expect(await summary(id, '2027-01-10T00:00:00Z', '2027-01-11T00:00:00Z')).toEqual([1]);
  });

  it('names customer and value by the keys that its meter was given', async () => {
    const meter = await stripe.billing.meters.create({
      display_name: 'Own keys',
      event_name: 'own',
      default_aggregation: { formula: 'sum' },
      customer_mapping: { type: 'by_id', event_payload_key: 'who' },
      value_settings: { event_payload_key: 'much' },
    });
    await stripe.billing.meterEvents.create({ event_name: 'own', payload: { who: buyer.customer, much: '12' } });
    expect(await summary(meter.id, '2027-01-10T00:00:00Z', '2027-01-11T00:00:00Z')).toEqual([12]);
  });
});
