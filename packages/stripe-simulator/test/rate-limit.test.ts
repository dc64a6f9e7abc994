import { afterEach, expect, it } from 'vitest';
import { startStripeSimulator } from '../src/index.ts';
import { secretKey, startWorld, type World } from './world.ts';

let world: World;
let nowMs = 0;
afterEach(() => world?.stop());

async function limitedTo(rateLimitPerSecond: number) {
  nowMs = 5_000;
  world = await startWorld({ rateLimitPerSecond, nowMs: () => nowMs });
  return world.stripe;
}

it('as many calls as allowed pass in any second; the next is answered 429 as Stripe answers, and a second later passes', async () => {
  const stripe = await limitedTo(3);
  await stripe.customers.create({ name: 'one' });
  nowMs = 5_600;
  await stripe.customers.list();
  await stripe.customers.list();
  await expect(stripe.customers.list()).rejects.toMatchObject({
    type: 'StripeRateLimitError',
    statusCode: 429,
    code: 'rate_limit',
    headers: { 'stripe-rate-limited-reason': 'global-rate' },
  });
  nowMs = 5_999;
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 429 });
  nowMs = 6_000;
  await stripe.customers.list();
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 429 });
});

it('no more than 25 calls of one operation pass in a second where calls are limited, whatever their ids; the reason is its rate', async () => {
  const stripe = await limitedTo(100);
  const customers = [];
  for (let n = 0; n < 25; n++) customers.push(await stripe.customers.create({ name: `${n}` }));
  const refused = { statusCode: 429, headers: { 'stripe-rate-limited-reason': 'endpoint-rate' } };
  await expect(stripe.customers.create({ name: 'one more' })).rejects.toMatchObject(refused);
  for (const { id } of customers) await stripe.customers.retrieve(id);
  await expect(stripe.customers.retrieve(customers[0]!.id)).rejects.toMatchObject(refused);
  await stripe.customers.list();
  nowMs += 1_000;
  await stripe.customers.retrieve(customers[0]!.id);
});

it('a call over the limit has no effect, and is not kept under its idempotency key', async () => {
  const stripe = await limitedTo(1);
  const create = () => stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'customer:1' });
  await stripe.products.list();
  await expect(create()).rejects.toMatchObject({ statusCode: 429 });
  nowMs += 1_000;
  expect((await stripe.customers.list()).data).toEqual([]);
  nowMs += 1_000;
  expect((await create()).name).toBe('Ada');
});

it('there is no limit unless it is set, and one that is no number of calls is refused', async () => {
  world = await startWorld({ nowMs: () => 0 });
  for (let n = 0; n < 120; n += 1) await world.stripe.customers.list();
  const clock = { now: () => new Date(0) };
  for (const rateLimitPerSecond of [0, 1.5, Number.NaN])
    await expect(
      startStripeSimulator({ clock, secretKey, publishableKey: 'pk_test_x', rateLimitPerSecond }),
    ).rejects.toThrow('rateLimitPerSecond is a whole number from 1');
});
