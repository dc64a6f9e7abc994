import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { originSecret } from '../support/app-request.ts';
import { pay, pushCatalog, startStripe, stripeSecretKey, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';
import { faultyTable, observedTable } from '../support/faulty-table.ts';

const webhookSecret = 'whsec_that_nobody_may_read';
const pepper = 'a pepper that nobody else can know';
let stripe: TestStripe;
let app: App;
let items: ReturnType<typeof observedTable>['items'];
const queued: string[] = [];
const secrets = new Set<string>([webhookSecret, pepper, originSecret, stripeSecretKey]);

/** Everything that has a secret in it, and everything that goes wrong, once. */
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  const observed = observedTable(memoryTable());
  items = observed.items;
  const calls = faultyCalls();
  const gateway = faultyStripe(stripe.gateway, calls);
  const table = faultyTable(observed.table, calls);
  app = assemble({ table, stripe: gateway, now: stripe.now, webhookSecrets: [webhookSecret], calls });
  const queue = app.deps.mail.send;
  Object.assign(app.deps.mail, {
    send: (message: Parameters<typeof queue>[0]) => {
      queued.push(JSON.stringify(message));
      return queue(message);
    },
  });
  const buyer = await signUp(app);
  secrets.add(buyer.cookie.split('=')[1]!);
  const { url } = (await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body;
  await pay(url);
  await app.reconcile();
  await acceptLicences(buyer);
  const key = await newKey(buyer);
  const next = await buyer.send<{ secret: string }>('POST', `/v1/keys/${key.id}/rotate`, { overlapSeconds: 60 });
  const headers = { authorization: `Bearer ${key.secret}` };
  secrets.add(key.secret).add(next.body.secret);
  for (const path of ['/data/posts?limit=2', `/data/posts?key=${key.secret}`, '/data/none'])
    await app.request('GET', path, { headers });
  for (let at = 1; at <= 6; at++) {
    calls.arm({ at, kind: at % 2 ? 'before' : 'kill-before' });
    await app.request('GET', '/data/posts', { headers });
    calls.arm({ at, kind: at % 2 ? 'kill-before' : 'before' });
    await buyer.send('POST', '/v1/checkout', { price: 'pro_monthly' });
  }
  calls.reset();
  const forged = { 'stripe-signature': 't=1,v1=00', 'content-type': 'application/json' };
  await app.request('POST', '/webhooks/stripe', { body: {}, headers: forged });
  for (const { text } of app.mails) secrets.add(/token=([\w-]+)/.exec(text)?.[1] ?? webhookSecret);
  await app.drain();
});
afterAll(() => stripe.stop());

/** Secrets that occur in a text. */
const leaked = (text: string) => [...secrets].filter((secret) => text.includes(secret));

test('there were secrets to leak and errors to leak them', () => {
  expect(secrets.size).toBe(8);
  expect(app.logs.length).toBeGreaterThan(20);
  expect(app.logs.filter((line) => line.includes('"level":"error"')).length).toBeGreaterThan(5);
});
test('no log line holds a token, a key, a cookie, a pepper, a link or a secret', () =>
  expect(leaked(app.logs.join('\n'))).toEqual([]));
test('nor does any item of the table', async () => expect(leaked(JSON.stringify(await items()))).toEqual([]));
test('nor any message of the mail queue', () => expect(leaked(queued.join('\n'))).toEqual([]));
test('the test would see one', () => expect(leaked(app.mails.map(({ text }) => text).join())).toHaveLength(1));
