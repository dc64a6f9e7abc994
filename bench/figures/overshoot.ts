import { exhausting } from '../exhausting.ts';
import { type Bench, rounded } from '../figure.ts';
import { servedByBetterAuth, servedByLimiter } from '../peers/exhausted-quota.ts';

const quota = Number(process.env.QUOTA ?? 10_000);
/** The quota of the peers. It is smaller, because they write in every call. */
const sample = Number(process.env.SAMPLE ?? 2_000);
const target = { 'units past the quota': 0, '% usable': 99 };

/** Units served past a hard quota, and the usable share of it. Eight processes with 64 calls in flight each exhaust the quota. */
export const run: Bench = async (seed) => {
  const seen = await exhausting({ seed, quota, units: 1, workMs: 5, kills: 0 });
  for (const sentence of seen.wrong) console.log(`  wrong: ${sentence}`);
  console.log(`  ${seen.served} of ${quota} units served in ${rounded(seen.seconds)} s, ${seen.billed} billed`);
  const value = {
    'units past the quota': Math.max(0, seen.served - quota),
    '% usable': rounded((100 * Math.min(seen.served, quota)) / quota),
  };
  const load = { quota: sample, processes: 8, inFlight: 64 };
  const past = (served: number) => rounded((100 * (served - sample)) / sample);
  const peer = {
    'better-auth 1.7.5 api-key, SQLite, % past the quota': past(await servedByBetterAuth(load)),
    'rate-limiter-flexible 11.4.0, DynamoDB, % past the quota': past(await servedByLimiter(load)),
  };
  const ok = seen.wrong.length === 0 && value['units past the quota'] === 0 && value['% usable'] >= target['% usable'];
  return { bench: 'overshoot', value, unit: 'units, %', target, peer, ratio: null, ok };
};
