import { exhausting } from '../exhausting.ts';
import { type Bench, rounded } from '../figure.ts';

const kills = Number(process.env.KILLS ?? 12);
/** Unbilled: about ten seconds of activity (`shared/services/metering/usage-log.ts`), and one second for the write. */
const target = { 'wrong on record': 0, 'longest unbilled stretch, s': 11 };

/** Wrong records and unbilled units after `kill -9` of random processes that serve one quota. */
export const run: Bench = async (seed) => {
  const seen = await exhausting({ seed, quota: 4_000_000, units: 40, workMs: 40, kills });
  for (const sentence of seen.wrong) console.log(`  wrong: ${sentence}`);
  const { served, billed, lost, mayBeLost, seconds } = seen;
  console.log(`  ${kills} processes killed in ${rounded(seconds)} s: ${served} units served, ${billed} billed`);
  console.log(`  ${lost} served and not billed (${rounded((100 * lost) / served)} %), ${mayBeLost} may be`);
  const value = {
    'wrong on record': seen.wrong.length,
    'longest unbilled stretch, s': rounded(seen.longestLossMs / 1_000),
  };
  const ok = seen.wrong.length === 0 && value['longest unbilled stretch, s'] <= target['longest unbilled stretch, s'];
  return { bench: 'crash', value, unit: 'findings, s', target, peer: {}, ratio: null, ok };
};
