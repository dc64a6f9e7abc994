import { countedLedger, type LedgerCounts } from './counted-ledger.ts';
import { type Hour, meteredHour, quotasOf } from './metered-hour.ts';
import { price } from './prices.ts';

const keys = 1_000;
const rates = [
  { callsPerSecond: 0.1, instances: 1, hours: 24 },
  { callsPerSecond: 20, instances: 2, hours: 1 },
  { callsPerSecond: 200, instances: 8, hours: 1 },
] as const;

type Line = Readonly<Record<string, number>>;

/** Dollars for a million calls at each rate: the table, S3 and KMS, without the ledger and with it, sealed each hour. */
export async function ledgerMoney(seed: number): Promise<readonly Line[]> {
  const quotas = quotasOf(seed, keys);
  const lines: Line[] = [];
  for (const { callsPerSecond, instances, hours } of rates) {
    const traffic = { seed, callsPerSecond, instances, quotas, zipf: 1, hours };
    const without = await meteredHour(traffic);
    const ledger = countedLedger();
    const kept = await meteredHour({ ...traffic, ledger });
    const aMillion = (value: number) => (1e6 * value) / kept.admitted;
    lines.push({
      'calls/s': callsPerSecond,
      'WRU without': rounded(aMillion(unitsOf(without).writes)),
      'WRU with': rounded(aMillion(unitsOf(kept).writes)),
      objects: rounded(aMillion(ledger.counts.puts)),
      MB: rounded(aMillion(ledger.counts.bytes) / 1e6),
      '$ without': dollars(aMillion(tableDollars(without))),
      '$ with': dollars(aMillion(tableDollars(kept) + objectDollars(ledger.counts))),
      '$ a month to keep them': dollars((aMillion(ledger.counts.bytes) / 1e9) * price.storedGbMonth),
    });
  }
  return lines;
}

/** Prints them as a table, for the reader of a run. */
export function printLedgerMoney(lines: readonly Line[]): void {
  const names = Object.keys(lines[0] ?? {});
  console.log('  for a million calls: the table, S3 and KMS (Lambda and the HTTP API cost the same in both)');
  console.log(`  | ${names.join(' | ')} |`);
  for (const line of lines) console.log(`  | ${names.map((name) => line[name]).join(' | ')} |`);
}

function unitsOf({ units }: Hour): { readonly writes: number; readonly reads: number } {
  const all = [...units.values()];
  return {
    writes: all.reduce((sum, { writes }) => sum + writes, 0),
    reads: all.reduce((sum, { reads }) => sum + reads, 0),
  };
}

function tableDollars(hour: Hour): number {
  const { writes, reads } = unitsOf(hour);
  return writes * price.writeUnit + reads * price.readUnit;
}

const objectDollars = ({ puts, gets, signatures }: LedgerCounts): number =>
  puts * price.putObject + gets * price.getObject + signatures * price.ecSignature;

const rounded = (value: number): number => Math.round(value);
const dollars = (value: number): number => Math.round(value * 1e4) / 1e4;
