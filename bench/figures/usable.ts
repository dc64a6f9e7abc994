import { type Idling, idling } from '../../test/support/usable.ts';
import { type Bench, rounded } from '../figure.ts';

const quota = 30_000;
const instances = 50;
const target = { '% usable': 99, '% free again after a crash': 100, '% hidden by each that died, at most': 1 };
/** Each instance is called a few times and is then idle. */
const idle = { quota, instances, callsPerSecond: 25, seconds: 10 };
/** Other loads before all calls end suddenly: printed, but without a target. */
const others: Readonly<Record<string, Partial<Idling>>> = {
  'two calls a second each, for 20 s': { callsPerSecond: 100, seconds: 20 },
  'five a second each, for a second': { callsPerSecond: 250, seconds: 1 },
  'ten a second each, for 30 s': { callsPerSecond: 500, seconds: 30 },
  'a hundred a second each, for 2 s': { callsPerSecond: 5_000, seconds: 2 },
};

/**
 * The share of a quota that can be used although fifty idle instances hold leases of it, within a minute of the first refusal. Also the share
 * a quarter of an hour after a crash of eight instances.
 */
export const run: Bench = async (seed) => {
  const shareOf = async (of: Partial<Idling>) => {
    const { before, after } = await idling({ ...idle, seed, ...of });
    return rounded((100 * (before + after)) / quota);
  };
  for (const [name, of] of Object.entries(others)) console.log(`  ${name}, then none: ${await shareOf(of)} %`);
  const crash = { callsPerSecond: 200, seconds: 60, isCrash: true, silentSeconds: 840 };
  const seen = await idling({ ...idle, ...crash, instances: 8, seed });
  const served = seen.before + seen.after;
  console.log(
    `  after a crash: ${seen.before} served before, ${seen.after} after, ${seen.unusable} kept back, of ${quota}`,
  );
  const value = {
    '% usable': await shareOf({}),
    '% free again after a crash': rounded(Math.min(100, (100 * seen.after) / (quota - seen.before - seen.unusable))),
    '% hidden by each that died, at most': rounded((100 * seen.unusable) / 8 / quota),
  };
  const peer = { 'without fences, % usable': await shareOf({ isWithoutFences: true }) };
  const ok =
    served <= quota &&
    value['% usable'] >= target['% usable'] &&
    value['% free again after a crash'] >= target['% free again after a crash'] &&
    value['% hidden by each that died, at most'] <= target['% hidden by each that died, at most'];
  return { bench: 'usable', value, unit: '%', target, peer, ratio: null, ok };
};
