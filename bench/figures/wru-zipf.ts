import { countedLedger } from '../counted-ledger.ts';
import { type Bench, rounded } from '../figure.ts';
import { meteredHour, printHour, quotasOf, writesPer1000 } from '../metered-hour.ts';
import { printMoney } from '../money.ts';
import { unitsOfWriteACall } from '../peers/write-a-call.ts';

const target = 40;
const keys = 1_000;

/** Write units per thousand admitted calls, and their price: 1,000 keys by Zipf's law, 200 calls a second, 8 instances. */
export const run: Bench = async (seed) => {
  const quotas = quotasOf(seed, keys);
  const traffic = { seed, callsPerSecond: 200, instances: 8, quotas, zipf: 1 };
  printHour('200 calls/s without the ledger', await meteredHour(traffic));
  const ledger = countedLedger();
  const hour = await meteredHour({ ...traffic, ledger });
  printHour('200 calls/s', hour);
  console.log(`  the ledger's objects: ${ledger.counts.puts} in the hour, ${ledger.counts.bytes} bytes`);
  const value = rounded(writesPer1000(hour));
  const rates = [
    {
      callsPerSecond: 0.1,
      hour: await meteredHour({ seed, callsPerSecond: 0.1, instances: 1, quotas, zipf: 1, hours: 24 }),
      hours: 24,
    },
    {
      callsPerSecond: 20,
      hour: await meteredHour({ seed, callsPerSecond: 20, instances: 2, quotas, zipf: 1 }),
      hours: 1,
    },
    { callsPerSecond: 200, hour, hours: 1 },
  ];
  for (const { callsPerSecond, hour: other } of rates.slice(0, 2)) printHour(`${callsPerSecond} calls/s`, other);
  printMoney(rates);
  const peer = await unitsOfWriteACall();
  const ratio = rounded(peer['rate-limiter-flexible 11.4.0, DynamoDB'] / value);
  return {
    bench: 'wru-zipf',
    value,
    unit: 'WRU per 1,000 calls',
    target,
    peer,
    ratio,
    ok: value <= target && hour.overshoot === 0,
  };
};
