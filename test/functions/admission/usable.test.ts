import { expect, test } from 'vitest';
import { idling } from '../../support/usable.ts';

const seed = Number(process.env.SEED ?? 20_261_130);
const quota = 30_000;
const instances = 50;

test(`of a quota of which fifty instances that stand idle took blocks 99 % are served within a minute of the first refusal (SEED=${seed})`, async () => {
  const seen = await idling({ seed, quota, instances, callsPerSecond: 20, seconds: 15 });
  expect(seen.before + seen.after).toBeGreaterThanOrEqual(0.99 * quota);
  expect(seen.before + seen.after).toBeLessThanOrEqual(quota);
  const without = await idling({ seed, quota, instances, callsPerSecond: 20, seconds: 15, isWithoutFences: true });
  expect(without.before + without.after).toBeLessThan(0.9 * quota);
});

test(`after a crash all that cannot have been served is served within 15 minutes, and what may have been is at most a 100th of the quota for each that died (SEED=${seed})`, async () => {
  const crash = { callsPerSecond: 200, seconds: 30, isCrash: true, silentSeconds: 840 };
  const seen = await idling({ seed, quota, instances: 8, ...crash });
  const served = seen.before + seen.after;
  expect(served + seen.unusable).toBeGreaterThanOrEqual(quota);
  expect(served).toBeLessThanOrEqual(quota);
  expect(seen.unusable).toBeLessThanOrEqual((8 * quota) / 100);
  expect(seen.reported).toBeLessThanOrEqual(served);
});
