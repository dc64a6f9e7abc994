import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { AccountView, DeliveryView, Listing, SecretWebhookView, WebhookView } from '../../shared/http/views.ts';
import { acceptLicences, buy, call, freshEmail, local, newKey, type Person, signUp } from '../support/client.ts';

type Received = { readonly headers: Record<string, string>; readonly body: string };
type Payload = { readonly type: string; readonly data: Record<string, unknown> };

const hour = 3_600;
let received: Received[] = [];
let status = 204;
const receiver = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  received.push({ headers: request.headers as Record<string, string>, body });
  response.writeHead(status).end();
});
const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
beforeAll(() => new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => receiver.close(resolve)));
beforeEach(() => {
  received = [];
  status = 204;
});

/** The payload of a message as the receiver's library verifies it, at the time of its arrival. */
function verified({ headers, body }: Received, secret: string): Payload {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1_000 });
  try {
    return new Webhook(secret).verify(body, headers) as Payload;
  } finally {
    vi.useRealTimers();
  }
}

async function add(person: Person, body: object = {}): Promise<SecretWebhookView> {
  const reply = await person.send<SecretWebhookView>('POST', '/v1/webhooks', { url: url(), ...body });
  if (reply.status !== 201) throw new Error(`Adding a webhook answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

const deliveriesOf = async (person: Person, id: string) =>
  (await person.get<Listing<DeliveryView>>(`/v1/webhooks/${id}/deliveries`)).body.data;
const webhooksOf = async (person: Person) => (await person.get<Listing<WebhookView>>('/v1/webhooks')).body.data;

test('a buyer’s own system hears at 80 and at 100 % of the allowance, signed as its library expects', async () => {
  const buyer = await signUp(freshEmail('hooks'));
  const { id, secret } = await add(buyer, { types: ['usage.threshold_reached', 'access.changed'] });
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { body: account } = await buyer.get<AccountView>('/v1/account');
  expect(received.map((each) => verified(each, secret))).toMatchObject([
    {
      type: 'access.changed',
      data: { accountId: account.id, grants: [{ kind: 'plan', id: 'basic', status: 'active' }] },
    },
  ]);
  const { secret: key } = await newKey(buyer);
  for (const limit of [8_000, 2_000]) {
    const headers = { authorization: `Bearer ${key}` };
    const file = await call(`/data/posts/export?fields=id&limit=${limit}`, { method: 'POST', headers });
    expect(file.status).toBe(303);
    await local.advance(hour);
  }
  const told = received.map((each) => verified(each, secret)).filter(({ type }) => type.startsWith('usage'));
  expect(told.map(({ data }) => [data.accountId, data.percent, data.allowance])).toEqual([
    [account.id, 80, 10_000],
    [account.id, 100, 10_000],
  ]);
  expect((await deliveriesOf(buyer, id)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
});

test('an event that could not be delivered for a while is tried again, and arrives under the same id', async () => {
  const buyer = await signUp(freshEmail('hooks'));
  const { id, secret } = await add(buyer);
  status = 503;
  await buyer.send('POST', `/v1/webhooks/${id}/test`, {});
  await local.advance(0);
  expect(await webhooksOf(buyer)).toMatchObject([{ status: 'failing' }]);
  await local.advance(hour);
  expect(received.length).toBeGreaterThan(1);
  status = 204;
  await local.advance(24 * hour);
  const before = received.length;
  await local.advance(48 * hour);
  expect(received).toHaveLength(before);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
  for (const each of received) expect(verified(each, secret)).toMatchObject({ type: 'webhook.test' });
  expect(await deliveriesOf(buyer, id)).toMatchObject([{ event: ids[0], state: 'delivered', lastStatus: 204 }]);
  expect(await webhooksOf(buyer)).toMatchObject([{ status: 'working' }]);
});

test('one that only fails is disabled after five days, its buyer is mailed, and enabled it is sent what had failed', async () => {
  const buyer = await signUp(freshEmail('hooks'));
  const { id } = await add(buyer);
  status = 500;
  for (const days of [0, 3, 2.5]) {
    await local.advance(days * 24 * hour);
    await buyer.send('POST', `/v1/webhooks/${id}/test`, {});
    await local.advance(60);
  }
  await local.advance(hour);
  expect(await webhooksOf(buyer)).toMatchObject([{ status: 'disabled', disabledBecause: 'failing' }]);
  const mails = (await local.mail()).filter(
    ({ to, subject }) => to === buyer.email && /disabled your webhook/.test(subject),
  );
  expect(mails).toHaveLength(1);
  status = 204;
  received = [];
  expect((await buyer.send('PATCH', `/v1/webhooks/${id}`, { enabled: true })).status).toBe(200);
  const failed = (await deliveriesOf(buyer, id)).filter(({ state }) => state === 'failed');
  const replay = await buyer.send('POST', `/v1/webhooks/${id}/replay`, { event: failed[0]?.event });
  expect(replay).toMatchObject({ status: 202, body: { replayed: 1 } });
  await local.advance(60);
  expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([failed[0]?.event]);
});

test('addresses that lead inside are refused, and so is one that speaks plain HTTP anywhere but on this machine', async () => {
  const buyer = await signUp(freshEmail('hooks'));
  for (const address of [
    'https://localhost/',
    'http://localhost:4000/',
    'https://127.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[::1]:4000/',
    'http://example.com/',
  ])
    expect(await buyer.send('POST', '/v1/webhooks', { url: address }), address).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ field: 'url' }] },
    });
  expect(await webhooksOf(buyer)).toEqual([]);
});
