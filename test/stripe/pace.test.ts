import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneOf, operationOf, paceOf, stripePace } from '../../shared/stripe/pace.ts';

/** A clock that only sleeping, and the work between calls, moves. */
function clock() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { nowMs: () => now, sleep };
}

test('however long the work between calls takes, no second sees more calls than allowed, and none waits without need', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 }),
      async (perSecond, work) => {
        const time = clock();
        const lane = laneOf(perSecond, time);
        const at: number[] = [];
        for (const ms of work) {
          const before = time.nowMs();
          await lane.take();
          const previous = at.at(-1) ?? Number.NEGATIVE_INFINITY;
          expect(time.nowMs()).toBeCloseTo(Math.max(before, previous + 1_000 / perSecond), 6);
          at.push(time.nowMs());
          await time.sleep(ms);
        }
      },
    ),
    { seed: 20261124 },
  );
});

const subscriptions = { method: 'GET', path: '/v1/subscriptions?customer=cus_1' };
const charges = { method: 'GET', path: '/v1/charges?customer=cus_1' };

/** Seconds that 601 calls take, of these kinds in turn. */
async function seconds(options: Parameters<typeof stripePace>[0], ...kinds: (typeof subscriptions)[]) {
  const time = clock();
  const pace = stripePace(options, time);
  for (let i = 0; i <= 600; i++) await pace.turn(kinds[i % kinds.length]!);
  return time.nowMs() / 1_000;
}

test('half of what Stripe allows of one endpoint is used, and half of what it allows in all; the simulator is not waited for', async () => {
  expect(await seconds({ mode: 'live' }, subscriptions)).toBeCloseTo(50, 6);
  expect(await seconds({ mode: 'test' }, subscriptions)).toBeCloseTo(50, 6);
  const many = Array.from({ length: 10 }, (_, n) => ({ method: 'GET', path: `/v1/kind_${'abcdefghij'[n]}` }));
  expect(await seconds({ mode: 'live' }, ...many)).toBeCloseTo(12, 6);
  expect(await seconds({ mode: 'test' }, ...many)).toBeCloseTo(50, 6);
  expect(await seconds({ mode: 'test', apiBase: 'http://127.0.0.1:1' }, subscriptions)).toBe(0);
});

test.each([
  ['GET', '/v1/subscriptions?customer=cus_1', 'GET /v1/subscriptions'],
  ['GET', '/v1/subscriptions/sub_1PqR', 'GET /v1/subscriptions/:id'],
  ['POST', '/v1/subscriptions/sub_1PqR', 'POST /v1/subscriptions/:id'],
  ['GET', '/v1/billing/meters/mtr_61/event_summaries', 'GET /v1/billing/meters/:id/event_summaries'],
  ['get', '/v2/core/event_destinations/ed_test_61', 'GET /v2/core/event_destinations/:id'],
])('%s %s counts as the operation %s, whatever the id', (method, path, operation) => {
  expect(operationOf({ method, path })).toBe(operation);
});

test('a refused call waits longer each time, with it all that its limiter limits, and nothing else', async () => {
  const time = clock();
  const pace = paceOf({ inAll: Number.POSITIVE_INFINITY, ofEndpoint: Number.POSITIVE_INFINITY }, time);
  const waits = [];
  for (let attempt = 1; attempt <= 5; attempt++) {
    const before = time.nowMs();
    await pace.again(subscriptions, { reason: 'endpoint-rate', attempt });
    waits.push(time.nowMs() - before);
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
});

test('while one endpoint rests, its other calls wait and those of other endpoints do not; while all rest, every call waits', async () => {
  let now = 0;
  const waiting: { readonly until: number; readonly go: () => void }[] = [];
  const sleep = (ms: number) => new Promise<void>((go) => waiting.push({ until: now + ms, go }));
  const pace = paceOf(
    { inAll: Number.POSITIVE_INFINITY, ofEndpoint: Number.POSITIVE_INFINITY },
    { nowMs: () => now, sleep },
  );
  const made: string[] = [];
  const make = (name: string, call: typeof charges) => void pace.turn(call).then(() => made.push(`${name} at ${now}`));
  void pace.again(subscriptions, { reason: 'endpoint-rate', attempt: 1 });
  make('subscriptions', subscriptions);
  make('charges', charges);
  await run();
  void pace.again(charges, { reason: 'global-concurrency', attempt: 2 });
  make('charges', charges);
  make('subscriptions', subscriptions);
  await run();
  expect(made).toEqual(['charges at 0', 'subscriptions at 500', 'charges at 1500', 'subscriptions at 1500']);

  /** Lets everything happen, each sleeper at its time. */
  async function run() {
    for (;;) {
      for (let turns = 0; turns < 20; turns++) await Promise.resolve();
      const next = waiting.toSorted((a, b) => a.until - b.until)[0];
      if (!next) return;
      waiting.splice(waiting.indexOf(next), 1);
      now = next.until;
      next.go();
    }
  }
});
