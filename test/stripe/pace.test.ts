import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceOf, stripePace } from '../../shared/stripe/pace.ts';

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
        const pace = paceOf(perSecond, time);
        const at: number[] = [];
        for (const ms of work) {
          const before = time.nowMs();
          await pace();
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

test('half of what Stripe allows is used, in test mode a quarter of that, and the simulator is not waited for', async () => {
  const seconds = async (mode: string, apiBase?: string) => {
    const time = clock();
    const pace = stripePace({ mode, apiBase }, time);
    for (let i = 0; i <= 600; i++) await pace();
    return time.nowMs() / 1_000;
  };
  expect(await seconds('live')).toBeCloseTo(12, 6);
  expect(await seconds('test')).toBeCloseTo(50, 6);
  expect(await seconds('test', 'http://127.0.0.1:1')).toBe(0);
});
