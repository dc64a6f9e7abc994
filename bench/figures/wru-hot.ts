import { countedLedger } from '../counted-ledger.ts';
import { type Bench, rounded } from '../figure.ts';
import { meteredHour, printHour, writesPer1000 } from '../metered-hour.ts';
import { unitsOfWriteACall } from '../peers/write-a-call.ts';

const target = 6;

/** Write units per thousand admitted calls of one key with a quota of a million. There are 200 calls a second to 8 instances, with the ledger. */
export const run: Bench = async (seed) => {
  const ledger = countedLedger();
  const hour = await meteredHour({ seed, callsPerSecond: 200, instances: 8, quotas: [1_000_000], zipf: 1, ledger });
  printHour('an hour', hour);
  const value = rounded(writesPer1000(hour));
  const peer = await unitsOfWriteACall();
  const ratio = rounded(peer['rate-limiter-flexible 11.4.0, DynamoDB'] / value);
  return {
    bench: 'wru-hot',
    value,
    unit: 'WRU per 1,000 calls',
    target,
    peer,
    ratio,
    ok: value <= target && hour.overshoot === 0,
  };
};
