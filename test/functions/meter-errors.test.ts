import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { stripeEventTypes, thinEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { pushCatalog, start, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { deliverEvent } from '../support/app-webhook.ts';
import { catalogWithOverage, overageBuyer } from './overage-buyer.ts';

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
  [thin('evt_nomtr', 'v1.billing.meter.no_meter_found'), 'under an unknown meter name'],
])(
  'usage that Stripe took and did not count, as the thin event $id says, is parked with what to do',
  async (event, which) => {
    const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
    expect((await deliverEvent(app, event, { now: stripe.now() })).status).toBe(200);
    await app.deliverStripe();
    const sentence = { error: expect.stringContaining(`Stripe did not count usage reported ${which}`) };
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

/** The app's webhook at an address of this machine. */
async function listenFor(app: () => App): Promise<string> {
  const server: Server = createServer(async (request, response) => {
    const { 'content-type': type, 'stripe-signature': signature } = request.headers;
    const raw = { body: (await buffer(request)).toString('base64'), isBase64Encoded: true };
    const headers = { 'content-type': String(type), 'stripe-signature': String(signature) };
    const { status } = await app().request('POST', '/webhooks/stripe', { raw, headers });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
}

test('usage of a customer that Stripe does not know is taken, and parked for an operator by the destination that the catalogue made', async () => {
  const own = await startStripe();
  onTestFinished(() => own.stop());
  const url = await listenFor(() => app);
  const webhook = {
    url,
    apiVersion: Stripe.API_VERSION,
    events: Object.keys(stripeEventTypes),
    thinEvents: Object.keys(thinEventTypes),
    place: '/tollgate/dev',
  };
  const secrets: string[] = [];
  const keepSecret = async (_: string, secret: string) => void secrets.push(secret);
  for (const change of planChanges(await readCurrent(own.sdk, url), desiredCatalog(catalog, start), webhook))
    await applyCatalogChange({ stripe: own.sdk, webhook, keepSecret }, change);
  const app = assemble({ table: memoryTable(), stripe: own.gateway, now: own.now, webhookSecrets: secrets });
  const payload = { stripe_customer_id: 'cus_nobody', value: '7' };
  await own.sdk.billing.meterEvents.create({ event_name: 'tollgate_overage_pro', payload });
  await own.advanceTo(new Date(own.now().getTime() + 60_000));
  await own.simulator.settle();
  for (let tries = 1; tries <= stripeInboxTries; tries++) await app.deliverStripe();
  const { events } = await app.deps.events.list({ limit: 10 });
  expect(events).toMatchObject([
    {
      outcome: 'parked',
      message: { type: 'v1.billing.meter.error_report_triggered', objectId: expect.stringMatching(/^mtr_/) },
      error: expect.stringContaining('Stripe did not count usage reported to its meter mtr_'),
    },
  ]);
});

test('usage that Stripe did not count is reported again and billed once the cause is mended, as the parked event says', async () => {
  const own = await startStripe();
  onTestFinished(() => own.stop());
  await pushCatalog(own, catalogWithOverage);
  const buyer = await overageBuyer(own);
  await buyer.to('2026-12-20T00:00:00Z');
  const meters = await own.sdk.billing.meters.list();
  const { id } = meters.data.find(({ event_name }) => event_name === 'tollgate_overage_pro')!;
  await own.sdk.billing.meters.deactivate(id);
  await buyer.uses(1_002_000);
  expect(await buyer.report()).toMatchObject({ reports: 1 });
  await own.sdk.billing.meters.reactivate(id);
  await buyer.to('2026-12-20T02:00:00Z');
  await buyer.app.reconcile();
  expect(await buyer.report()).toMatchObject({ reports: 1 });
  await buyer.to('2026-12-24T12:00:00Z');
  await buyer.to('2026-12-24T16:00:00Z');
  expect(await buyer.billed()).toEqual([[2_000, 10_00]]);
});
