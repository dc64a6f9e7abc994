import { expect, test } from 'vitest';
import { idling } from '../../support/usable.ts';

const seed = Number(process.env.SEED ?? 20_261_130);
const quota = 30_000;
const instances = 50;

test(`99 % of a quota in leases of fifty idle instances are served within a minute of the first refusal (SEED=${seed})`, async () => {
  const seen = await idling({ seed, quota, instances, callsPerSecond: 20, seconds: 15 });
  expect(seen.before + seen.after).toBeGreaterThanOrEqual(0.99 * quota);
  expect(seen.before + seen.after).toBeLessThanOrEqual(quota);
  const without = await idling({ seed, quota, instances, callsPerSecond: 20, seconds: 15, isWithoutFences: true });
  expect(without.before + without.after).toBeLessThan(0.9 * quota);
});

test(`99 % of an app’s share are served within a minute too, though most of the quota is free (SEED=${seed})`, async () => {
  const ofApp = { seed, quota: 1_000_000, share: quota, instances, callsPerSecond: 20, seconds: 15 };
  const seen = await idling(ofApp);
  expect(seen.before + seen.after).toBeGreaterThanOrEqual(0.99 * quota);
  expect(seen.before + seen.after).toBeLessThanOrEqual(quota);
  const without = await idling({ ...ofApp, isWithoutFences: true });
  expect(without.before + without.after).toBeLessThan(0.9 * quota);
});

test(`after a crash, surely unserved units are served within 15 minutes; each dead instance keeps at most a 100th of the quota (SEED=${seed})`, async () => {
  const crash = { callsPerSecond: 200, seconds: 30, isCrash: true, silentSeconds: 840 };
  const seen = await idling({ seed, quota, instances: 8, ...crash });
  const served = seen.before + seen.after;
  expect(served + seen.unusable).toBeGreaterThanOrEqual(quota);
  expect(served).toBeLessThanOrEqual(quota);
  expect(seen.unusable).toBeLessThanOrEqual((8 * quota) / 100);
  expect(seen.reported).toBeLessThanOrEqual(served);
});
