import { afterEach, expect, test } from 'vitest';
import type { AccountView, Listing, UsageView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  cards,
  freshEmail,
  local,
  newKey,
  payWith,
  post,
  read,
  signUp,
} from '../support/client.ts';

afterEach(() => local.faults({}));

test('while Stripe is down a buyer gets an honest error, nothing is half-done, and the retry completes it', async () => {
  const buyer = await signUp(freshEmail('stripe-down'));
  await local.faults({ errorRate: 1, seed: 3 });
  const refused = await buyer.send('POST', '/v1/checkout', { price: 'basic_monthly' });
  expect(refused).toMatchObject({ status: 503, body: { code: 'stripe_unavailable' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.subscriptions).toEqual([]);

  await local.faults({});
  const retried = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  expect((await payWith(retried.body.url, cards.good)).status).toBe(303);
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.subscriptions).toHaveLength(1);
  expect(await customersOf(buyer.email)).toHaveLength(1);
});

test('a cancellation that Stripe took but whose answer was lost is found by asking again', async () => {
  const buyer = await signUp(freshEmail('lost-answer'));
  const { id } = await buy(buyer, 'basic');
  await local.faults({ errorRate: 0.3, seed: 11 });
  let status = 503;
  for (let attempt = 0; status === 503 && attempt < 30; attempt++) {
    ({ status } = await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' }));
  }
  expect([200, 409]).toContain(status);
  await local.faults({});
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.subscriptions).toMatchObject([
    { id, cancelAtPeriodEnd: true },
  ]);
});

test('events that could not be handled while Stripe was down are handled afterwards', async () => {
  const operator = await signUp('operator@example.com');
  const buyer = await signUp(freshEmail('late'));
  const checkout = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  await local.faults({ errorRate: 1, seed: 5 });
  expect((await payWith(checkout.body.url, cards.good)).status).toBe(303);
  const failed = async () =>
    (await operator.get<Listing<{ error: string }>>('/v1/admin/events?outcome=failed')).body.data;
  await expect
    .poll(failed, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ error: expect.stringContaining('Stripe') }));
  await local.faults({});
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.entitlement.access).toBe('full');
});

test('events that were dropped on their way are fetched by reconcile, which says what they were the cause of', async () => {
  const buyer = await signUp(freshEmail('dropped'));
  const checkout = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  // The sync of the new customer's own event would find the payment too.
  await local.advance(0);
  await local.faults({ drop: 1, seed: 7 });
  expect((await payWith(checkout.body.url, cards.good)).status).toBe(303);
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.entitlement.access).toBe('none');
  const report = await post<{ undelivered: number; corrections: object[] }>('/__local/jobs/reconcile', {});
  expect(report.body.undelivered).toBeGreaterThan(0);
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  expect(report.body.corrections).toContainEqual({ accountId: id, cause: 'missed_event' });
  expect((await buyer.get<AccountView>('/v1/account')).body.entitlement.access).toBe('full');
  await local.faults({});
  await local.advance(0);
  expect((await buyer.get<AccountView>('/v1/account')).body.entitlement.access).toBe('full');
});

test('many simultaneous reads with one key are each served once and counted once', async () => {
  const buyer = await signUp(freshEmail('at-once'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  await local.advance(600);
  const replies = await Promise.all(Array.from({ length: 24 }, () => read('/data/posts?limit=5', secret)));
  const served = replies.filter(({ status }) => status === 200).length;
  for (const { status } of replies) expect([200, 503]).toContain(status);
  expect(served).toBeGreaterThan(0);
  await local.advance(0);
  expect((await read<UsageView>('/v1/usage/current', secret)).body.used).toBe(served * 5);
  const usage = await buyer.get<UsageView>('/v1/usage?by=key');
  expect(usage.body.data).toMatchObject([{ units: served * 5, requests: served }]);
});

async function customersOf(email: string): Promise<unknown[]> {
  const { stripe } = await local.status();
  const reply = await fetch(`${stripe.apiBase}/v1/customers?email=${encodeURIComponent(email)}`, {
    headers: { authorization: `Bearer ${stripe.secretKey}` },
  });
  return ((await reply.json()) as { data: unknown[] }).data;
}
