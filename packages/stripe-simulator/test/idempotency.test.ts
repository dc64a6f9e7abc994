import { afterEach, beforeEach, expect, it } from 'vitest';
import { secretKey, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const key = { idempotencyKey: 'customer:acc_1:1' };

async function post(body: string, idempotencyKey: string) {
  const response = await fetch(`${world.simulator.url}/v1/customers`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${secretKey}`, 'idempotency-key': idempotencyKey },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

it('a repeated key repeats the first answer, says so, and does nothing', async () => {
  const [first, second] = [await post('name=Ada', 'k'), await post('name=Ada', 'k')];
  expect(second.body).toBe(first.body);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
  expect((await world.stripe.customers.list()).data).toHaveLength(1);
});

it('a key used for other parameters is an idempotency_error', async () => {
  await world.stripe.customers.create({ name: 'Ada' }, key);
  await expect(world.stripe.customers.create({ name: 'Bob' }, key)).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  });
});

it('a stored 500 is repeated, though the effect happened', async () => {
  world.simulator.setFaults({ errorRate: 1, seed: 3 });
  const statuses: string[] = [];
  for (let n = 0; n < 20; n += 1) statuses.push(String((await post('name=Ada', `key-${n}`)).status));
  world.simulator.setFaults({});
  expect(new Set(statuses)).toEqual(new Set(['500']));
  const made = (await world.stripe.customers.list({ limit: 100 })).data.length;
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(20);
  const replays: number[] = [];
  for (let n = 0; n < 20; n += 1) replays.push((await post('name=Ada', `key-${n}`)).status);
  expect(replays.filter((status) => status === 500)).toHaveLength(made);
  expect((await world.stripe.customers.list({ limit: 100 })).data).toHaveLength(20);
});

it('a request that was refused before it ran may be corrected under the same key', async () => {
  expect((await post('nmae=Ada', 'k')).status).toBe(400);
  expect((await post('name=Ada', 'k')).status).toBe(200);
});

it('keys are forgotten after 24 simulated hours', async () => {
  const first = await world.stripe.customers.create({ name: 'Ada' }, key);
  await world.advanceTo(new Date('2026-11-25T11:59:59Z'));
  expect((await world.stripe.customers.create({ name: 'Ada' }, key)).id).toBe(first.id);
  await world.advanceTo(new Date('2026-11-25T12:00:00Z'));
  expect((await world.stripe.customers.create({ name: 'Ada' }, key)).id).not.toBe(first.id);
});
