/** The destination of thin events, which the catalogue keeps beside its webhook endpoint. */
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { describeChanges } from '../../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { failureSentence } from '../../shared/stripe/catalog/failure.ts';
import { planChanges, type RequestedWebhook } from '../../shared/stripe/catalog/plan.ts';
import { stripeEventTypes, thinEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import catalog from '../../tollgate.config.ts';
import { start, startStripe, stripeSecretKey, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
const kept = new Map<string, string>();
beforeEach(async () => {
  kept.clear();
  stripe = await startStripe();
});
afterEach(() => stripe.stop());

const dev: RequestedWebhook = {
  url: 'https://dev.shop.example/webhooks/stripe',
  apiVersion: Stripe.API_VERSION,
  events: Object.keys(stripeEventTypes),
  thinEvents: Object.keys(thinEventTypes),
  place: '/tollgate/dev',
};

/** Does `npm run catalog -- push --origin … --stage …`; answers the lines it prints. */
async function push(webhook: RequestedWebhook | null = dev, sdk = stripe.sdk): Promise<string[]> {
  const current = await readCurrent(sdk, webhook?.url ?? null);
  const changes = planChanges(current, desiredCatalog(catalog, start), webhook);
  const keepSecret = async (source: string, secret: string) => void kept.set(`${webhook?.place} ${source}`, secret);
  for (const change of changes) await applyCatalogChange({ stripe: sdk, webhook, keepSecret }, change);
  return describeChanges(changes, { current, subscribers: new Map() });
}

const destinations = () =>
  Array.fromAsync(stripe.sdk.v2.core.eventDestinations.list({ include: ['webhook_endpoint.url'] }));

test('it takes the thin events that matter and no others, its secret is kept, and a second push changes nothing', async () => {
  expect((await push()).at(-1)).toBe(`  + event destination ${dev.url}`);
  expect(await destinations()).toMatchObject([
    { event_payload: 'thin', enabled_events: dev.thinEvents, webhook_endpoint: { url: dev.url } },
  ]);
  expect(kept.get('/tollgate/dev destination')).toMatch(/^whsec_/);
  expect(await push()).toEqual([]);
});

test('another address, or other events, change it in its place: it keeps the secret that the functions know', async () => {
  await push();
  const [{ id } = { id: '' }] = await destinations();
  const secret = kept.get('/tollgate/dev destination');
  const moved = { ...dev, url: 'https://new.shop.example/webhooks/stripe' };
  expect(await push(moved)).toEqual([
    'Stripe account',
    `  + webhook ${moved.url}`,
    `  ~ event destination ${id}  ${dev.url} → ${moved.url}`,
  ]);
  const fewer = { ...moved, thinEvents: moved.thinEvents.slice(1) };
  expect(await push(fewer)).toEqual(['Stripe account', `  ~ event destination ${id}  event types`]);
  expect(await destinations()).toMatchObject([
    { id, enabled_events: fewer.thinEvents, webhook_endpoint: { url: moved.url } },
  ]);
  expect(kept.get('/tollgate/dev destination')).toBe(secret);
  expect(await push(fewer)).toEqual([]);
});

test('two stages in one Stripe account have one each, and a push without an address leaves both alone', async () => {
  const staging = { ...dev, url: 'https://staging.shop.example/webhooks/stripe', place: '/tollgate/staging' };
  await push();
  await push(staging);
  expect(await push()).toEqual([]);
  expect(await push(staging)).toEqual([]);
  expect(await push(null)).toEqual([]);
  const addresses = (await destinations()).map(({ webhook_endpoint }) => webhook_endpoint?.url);
  expect(addresses.toSorted()).toEqual([dev.url, staging.url]);
});

test('one that was disabled, or whose secret is kept for another stage, is replaced, and what is somebody else’s stays', async () => {
  const foreign = await stripe.sdk.v2.core.eventDestinations.create({
    name: 'The operator’s own',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: [...dev.thinEvents],
    webhook_endpoint: { url: dev.url },
  });
  await push();
  const [ours] = await destinations();
  await stripe.sdk.v2.core.eventDestinations.disable(ours!.id);
  expect(await push()).toEqual(['Stripe account', `  ~ event destination ${dev.url}`]);
  const renamed = { ...dev, place: '/tollgate/test' };
  expect(await push(renamed)).toEqual(['Stripe account', `  ~ event destination ${dev.url}`]);
  expect(kept.get('/tollgate/test destination')).not.toBe(kept.get('/tollgate/dev destination'));
  const left = await destinations();
  expect(left).toHaveLength(2);
  expect(left.map(({ id }) => id)).toContain(foreign.id);
});

/** An SDK whose process ends at its n-th write that concerns destinations, before or after it. */
function endingSdk(at: number, side: 'before' | 'after') {
  let writes = 0;
  const httpClient = Stripe.createFetchHttpClient(async (input, init) => {
    if (init?.method === 'GET' || !String(input).includes('/event_destinations')) return fetch(input, init);
    writes += 1;
    if (writes < at) return fetch(input, init);
    if (side === 'after') await fetch(input, init);
    throw new Error('the process has ended');
  });
  const { hostname, port } = new URL(stripe.simulator.url);
  return new Stripe(stripeSecretKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, httpClient });
}

test.each((['before', 'after'] as const).flatMap((side) => [1, 2, 3].map((at) => [side, at] as const)))(
  'a push that ends %s its write %i is completed by the next: one destination, whose secret is kept',
  async (side, at) => {
    await push();
    const [old] = await destinations();
    await stripe.sdk.v2.core.eventDestinations.disable(old!.id);
    await expect(push(dev, endingSdk(at, side))).rejects.toThrow();
    await push();
    expect(await push()).toEqual([]);
    expect(await destinations()).toMatchObject([{ status: 'enabled', metadata: { tollgate_secret: 'kept' } }]);
  },
);

test('an account that has all its 16 destinations is told so, with what to do', async () => {
  for (let n = 1; n <= 15; n++)
    await stripe.sdk.webhookEndpoints.create({ url: `https://${n}.example/`, enabled_events: ['*'] });
  const failure = await push().catch(failureSentence);
  expect(failure).toMatch(/^Stripe takes at most 16 event destinations .*\. Delete an unused one/);
});
