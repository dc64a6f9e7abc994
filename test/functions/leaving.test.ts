import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView, AuditView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, mailedToken, newKey, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { observedTable } from '../support/faulty-table.ts';
import { expectGone, operatorsView, settled } from './leavers.ts';
import type { Scene } from './sweep.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let people = 0;
function newScene(): Scene {
  const calls = faultyCalls();
  const { table, items } = observedTable(memoryTable({ now: stripe.now }));
  const app = assemble({ table, stripe: stripe.gateway, now: stripe.now, calls });
  const email = `leaver-${++people}@buyer.example`;
  return { app, calls, email, handedOut: [], interrupted: null, check: async () => {}, items };
}

test('a person who deletes the account is signed out everywhere, reads nothing, pays nothing, and is named nowhere', async () => {
  const scene = newScene();
  const leaver = await settled(scene);
  const asked = await leaver.buyer.send('DELETE', '/v1/account');
  expect(asked.status).toBe(202);
  expect(asked.cookies[0]).toMatch(/Max-Age=0/);
  await scene.app.drain();
  await expectGone(leaver, { app: scene.app, stripe, items: await scene.items() });
});

test('invoices, usage and actions are kept, and for seven years the person, text, company and time of each licence acceptance', async () => {
  const scene = newScene();
  const { buyer, id } = await settled(scene);
  const { acceptances: before } = await scene.app.deps.access.read(id);
  await buyer.send('DELETE', '/v1/account');
  await scene.app.drain();
  const { acceptances: after } = await scene.app.deps.access.read(id);
  expect(after).toEqual(before.map((each) => ({ ...each, email: '', address: '' })));
  expect(after[0]).toMatchObject({ name: 'Ada Test', role: 'CTO', organization: 'Test Ltd' });
  const items = (await scene.items!()).filter(({ sk }) => sk.startsWith('LICENCE#'));
  const inSevenYears = new Date(stripe.now());
  inSevenYears.setUTCFullYear(inSevenYears.getUTCFullYear() + 7);
  expect(new Set(items.map(({ ttl }) => ttl))).toEqual(new Set([inSevenYears.getTime() / 1000]));
  await scene.app.mergeUsage();
  expect((await scene.app.deps.usage.list(id, { limit: 10 })).rows).toMatchObject([{ units: 5, requests: 1 }]);
  const trail = (await scene.app.deps.audit.list(id, { limit: 100 })).entries;
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['licence.accepted', 'key.created', 'key.revoked', 'account.leaving', 'account.deleted']),
  );
  expect(new Set(trail.map(({ actor }) => actor))).toEqual(new Set(['former member', 'tollgate', 'stripe']));
  const [customer] = (await stripe.sdk.customers.list({ email: buyer.email })).data;
  expect((await stripe.sdk.invoices.list({ customer: customer!.id })).data).toMatchObject([{ status: 'paid' }]);
});

test('the person is told once it is done, in their language', async () => {
  const scene = newScene();
  const { buyer } = await settled(scene);
  const before = scene.app.mails.length;
  await buyer.send('DELETE', '/v1/account');
  await scene.app.drain();
  expect(scene.app.mails.slice(before)).toMatchObject([
    { to: buyer.email, subject: expect.stringMatching(/ has been deleted$/) },
  ]);
});

test('the operator sees an account active, leaving and left', async () => {
  const scene = newScene();
  const { buyer, id } = await settled(scene);
  expect(await operatorsView(scene.app, id)).toMatchObject({ state: 'active', email: buyer.email });
  await buyer.send('DELETE', '/v1/account');
  scene.app.leavingQueue.rearrange(() => []);
  expect(await operatorsView(scene.app, id)).toMatchObject({ state: 'leaving' });
  scene.app.leavingQueue.put({ accountId: id });
  await scene.app.drain();
  expect(await operatorsView(scene.app, id)).toMatchObject({ state: 'left', email: '', access: 'none', plans: [] });
});

test('the address is free: who signs up with it again gets a new account with nothing of the old one', async () => {
  const scene = newScene();
  const { buyer, id } = await settled(scene);
  await buyer.send('DELETE', '/v1/account');
  await scene.app.drain();
  const again = await signUp(scene.app, scene.email);
  const { body } = await again.get<AccountView>('/v1/account');
  expect(body.id).not.toBe(id);
  expect(body).toMatchObject({ email: scene.email, subscriptions: [], entitlement: { access: 'none' } });
  expect((await again.get<Listing<AuditView>>('/v1/events')).body.data.map(({ action }) => action)).toEqual([
    'session.started',
  ]);
  scene.app.leavingQueue.put({ accountId: id });
  await scene.app.drain();
  expect((await again.get('/v1/account')).status).toBe(200);
});

test('from the answer on a leaving account gets nothing new: no session, no key, no checkout', async () => {
  const { app, email } = newScene();
  const buyer = await signUp(app, email);
  await acceptLicences(buyer);
  await app.request('POST', '/v1/login', { body: { email } });
  const token = await mailedToken(app, email);
  await buyer.send('DELETE', '/v1/account');
  expect(await app.request('POST', '/v1/session', { body: { token } })).toMatchObject({ status: 401 });
  expect((await buyer.send('POST', '/v1/keys', { label: 'late', environment: 'test' })).status).toBe(409);
  expect((await buyer.send('POST', '/v1/checkout', { price: 'basic_monthly' })).status).toBe(409);
});

test('a sign-in link that was mailed before cannot bring the account back', async () => {
  const { app, email } = newScene();
  const buyer = await signUp(app, email);
  await app.request('POST', '/v1/login', { body: { email } });
  const token = await mailedToken(app, email);
  await buyer.send('DELETE', '/v1/account');
  await app.drain();
  expect(await app.request('POST', '/v1/session', { body: { token } })).toMatchObject({
    status: 401,
    body: { code: 'link_invalid' },
  });
  expect(await app.deps.accounts.findByEmail(email)).toBeNull();
});

test('a key rotated before is revoked with its successor, and a revoked one loses its label too', async () => {
  const scene = newScene();
  const { buyer, id, secret } = await settled(scene);
  const { id: keyId } = (await scene.app.deps.apiKeys.listOf(id))[0]!;
  const rotated = await buyer.send<{ secret: string }>('POST', `/v1/keys/${keyId}/rotate`, { overlapSeconds: 3600 });
  const revoked = await newKey(buyer);
  await buyer.send('DELETE', `/v1/keys/${revoked.id}`);
  await buyer.send('DELETE', '/v1/account');
  await scene.app.drain();
  for (const each of [secret, rotated.body.secret])
    expect(
      (await scene.app.request('GET', '/data', { headers: { authorization: `Bearer ${each}` } })).body,
    ).toMatchObject({ code: 'key_invalid' });
  const keys = await scene.app.deps.apiKeys.listOf(id);
  expect(keys.map(({ label, revokedAt }) => [label, revokedAt !== null])).toEqual(keys.map(() => ['', true]));
});

test('a checkout left open cannot be paid once the account has left', async () => {
  const scene = newScene();
  const { buyer } = await settled(scene);
  await buyer.send('DELETE', '/v1/account');
  await scene.app.drain();
  expect((await pay(scene.handedOut.at(-1)!)).status).not.toBe(303);
});

test('deleting needs a session and comes from our own pages only', async () => {
  const { app, email } = newScene();
  const buyer = await signUp(app, email);
  expect((await app.request('DELETE', '/v1/account')).status).toBe(401);
  const foreign = { cookie: buyer.cookie, headers: { 'x-csrf': '' } };
  expect(await app.request('DELETE', '/v1/account', foreign)).toMatchObject({ status: 403, body: { code: 'csrf' } });
  expect((await buyer.get('/v1/account')).status).toBe(200);
});
