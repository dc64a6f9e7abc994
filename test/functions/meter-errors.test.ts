import { afterAll, beforeAll, expect, test } from 'vitest';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import { assemble } from '../support/app.ts';
import { startStripe, type TestStripe } from '../support/app-stripe.ts';
import { deliverEvent } from '../support/app-webhook.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const meter = { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' };

/** As Stripe sends it to a destination of thin events: https://docs.stripe.com/event-destinations */
const thin = (id: string, type: string, related_object?: typeof meter) => ({
  id,
  object: 'v2.core.event',
  type,
  created: '2026-11-24T12:00:00.123Z',
  livemode: false,
  ...(related_object && { related_object }),
});

test.each([
  [thin('evt_report', 'v1.billing.meter.error_report_triggered', meter), 'to its meter mtr_1'],
  [thin('evt_nomtr', 'v1.billing.meter.no_meter_found'), 'under a name of no meter'],
])(
  'usage that Stripe took and did not count, as the thin event $id says, is parked with what to do',
  async (event, which) => {
    const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
    expect((await deliverEvent(app, event, { now: stripe.now() })).status).toBe(200);
    await app.deliverStripe();
    const sentence = { error: expect.stringContaining(`Stripe did not count usage that was reported ${which}`) };
    expect(await app.deps.events.find(event.id)).toMatchObject({ outcome: 'failed', ...sentence });
    for (let tries = 1; tries < stripeInboxTries; tries++) await app.deliverStripe();
    expect(await app.deps.events.find(event.id)).toMatchObject({ outcome: 'parked', ...sentence });
    expect(app.stripeQueue.dead.map(({ id }) => id)).toEqual([event.id]);
  },
);

test('a thin event of another kind is noted and ignored, and one that is signed by nobody is refused', async () => {
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
  const event = thin('evt_other', 'v1.billing.meter.updated', meter);
  expect((await deliverEvent(app, event, { now: stripe.now(), secret: 'whsec_of_nobody' })).status).toBe(400);
  expect((await deliverEvent(app, event, { now: stripe.now() })).status).toBe(200);
  await app.deliverStripe();
  expect(await app.deps.events.find('evt_other')).toMatchObject({
    outcome: 'ignored',
    message: { objectId: 'mtr_1', createdAt: '2026-11-24T12:00:00.123Z' },
  });
});
