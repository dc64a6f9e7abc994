/** The console's answer on a key is that of admission, with its reason, since when, and the chain behind it. */
import { beforeEach, expect, test } from 'vitest';
import type { Grant } from '../../shared/domain/billing/grant.ts';
import type { KeyVerdictView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

let app: App;
let operator: Person;
let ada: Person;
let id: string;
let now: Date;
let trips: ReturnType<typeof countedTrips>;

beforeEach(async () => {
  now = start;
  trips = countedTrips(memoryTable());
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
  ada = await signUp(app, 'ada@brand.example');
  id = (await app.deps.accounts.findByEmail('ada@brand.example'))!.id;
  await acceptLicences(ada);
});

const read = (key: string) => operator.get<KeyVerdictView>(`/v1/admin/keys/${key}`);
const verdict = async (key: string) => (await read(key)).body.verdict;
const dayAfter = (days: number): string => new Date(start.getTime() + days * 86_400_000).toISOString();

let version = 0;
const pays = (until: string, ownLimits?: Grant['ownLimits']) => {
  const times = { periodStart: dayAfter(-20), periodEnd: until, paidUntil: until, fullUntil: until, graceUntil: until };
  const common = { subscriptionId: 'sub_1', status: 'active', interval: 'month', ...times } as const;
  const plan: Grant = { ...common, kind: 'plan', id: 'basic' };
  const limits: Grant[] = ownLimits ? [{ ...common, subscriptionId: 'limits', kind: 'limits', id: '', ownLimits }] : [];
  return app.deps.access.grant(id, { version: ++version, grants: [plan, ...limits] });
};

/** Admission's own answer to the same key: the code of its refusal, or null. */
const admission = async (secret: string): Promise<string | null> => {
  const headers = { authorization: `Bearer ${secret}` };
  const { status, body } = await app.request<{ code?: string }>('GET', '/data/posts?limit=3', { headers });
  return status === 200 ? null : (body.code ?? '');
};

test('a key whose organization paid is admitted, until its access ends', async () => {
  await pays(dayAfter(10));
  const { id: key, secret } = await newKey(ada, 'live');
  const { body } = await read(key);
  expect(body.verdict).toMatchObject({ reason: await admission(secret), since: null, until: dayAfter(10) });
  expect(body.verdict.reason).toBeNull();
  expect(body).toMatchObject({ organization: { id }, access: 'full', suspendedBecause: null, key: { id: key } });
  expect(body.verdict.resources.every(({ reason }) => reason === null)).toBe(true);
});

test('without a plan the reason is payment, since the last access ended', async () => {
  await pays(dayAfter(2));
  const { id: key, secret } = await newKey(ada, 'live');
  now = new Date(dayAfter(3));
  expect(await verdict(key)).toMatchObject({ reason: 'payment_required', since: dayAfter(2), until: null });
  expect(await admission(secret)).toBe('payment_required');
});

test('a suspension is said before anything else, with its reason and its time', async () => {
  const { id: key, secret } = await newKey(ada, 'test');
  expect((await verdict(key)).reason).toBeNull();
  await operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'scraping' });
  const { body } = await read(key);
  expect(body.verdict).toMatchObject({ reason: 'suspended', since: start.toISOString() });
  expect(body.suspendedBecause).toBe('scraping');
  expect(await admission(secret)).toBe('suspended');
});

test('a revoked key is over for good', async () => {
  const { id: key, secret } = await newKey(ada, 'test');
  await ada.send('DELETE', `/v1/keys/${key}`);
  expect(await verdict(key)).toMatchObject({ reason: 'key_invalid', since: start.toISOString(), until: null });
  expect(await admission(secret)).toBe('key_invalid');
});

test('an allowance without a unit left is said, with the day on which the next period begins', async () => {
  await pays(dayAfter(10), { allowance: 3 });
  const { id: key, secret } = await newKey(ada, 'live');
  expect((await verdict(key)).reason).toBeNull();
  expect(await admission(secret)).toBeNull();
  expect(await admission(secret)).toBe('quota_exhausted');
  expect(await verdict(key)).toMatchObject({ reason: 'quota_exhausted', until: dayAfter(10) });
});

test('it takes three round trips; a key that is not there is not found, and members may not ask', async () => {
  const { id: key } = await newKey(ada, 'test');
  const session = await trips.of(() => operator.get('/v1/admin/keys/key_nobody'));
  expect((await trips.of(() => read(key))) - session).toBeLessThanOrEqual(2);
  expect((await operator.get('/v1/admin/keys/key_nobody')).status).toBe(404);
  expect((await operator.get(`/v1/admin/keys/${id}`)).status).toBe(404);
  expect((await ada.get(`/v1/admin/keys/${key}`)).status).toBe(403);
});
