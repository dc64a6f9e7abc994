import type { Hour } from './metered-hour.ts';

export type Rate = { readonly callsPerSecond: number; readonly hours: number; readonly hour: Hour };

/** US dollars, us-east-1, 2026-11, without free tiers. */
const price = {
  cloudFrontCall: 1.0e-6,
  httpApiCall: 1.0e-6,
  restApiCall: 3.5e-6,
  lambdaCall: 0.2e-6,
  gbSecond: 16.6667e-6,
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  loggedByte: 0.5 / 1e9,
  /** EventBridge, which calls the jobs. */
  scheduledCall: 1.0e-6,
};
/** A function of 512 MB that admits and proxies for 20 ms, and writes a line of 250 bytes. */
const memoryGb = 0.5;
const callMs = 20;
const logBytes = 250;
/** A round trip to DynamoDB, which the environment is kept awake for, before the answer or after it. */
const roundTripMs = 5;
/** Jobs that usage needs: merging each quarter of an hour, reports to Stripe each twenty minutes; of half a second each. */
const jobsAnHour = 4 + 3;
const jobMs = 500;
const jobGb = 1;
/** Where a key is new to an environment, its item and its account's access are read. */
const readsOfNewKey = 2;

const lambda = price.lambdaCall + (callMs / 1_000) * memoryGb * price.gbSecond + logBytes * price.loggedByte;
const waiting = (roundTrips: number) => roundTrips * (roundTripMs / 1_000) * memoryGb * price.gbSecond;

type Line = { readonly 'calls/s': number } & Readonly<Record<string, number>>;

/** Dollars for a million calls: the call itself (CloudFront, API, function, log), and what metering adds to it. */
function line({ callsPerSecond, hours, hour }: Rate): Line {
  const { admitted, units, newKeys } = hour;
  const sum = (of: 'writes' | 'reads') => [...units.values()].reduce((all, each) => all + each[of], 0);
  const inCalls = [...units].filter(([kind]) => kind !== 'BATCH' && kind !== 'USAGE');
  const trips = inCalls.reduce((all, [, { calls }]) => all + calls, 0) + readsOfNewKey * newKeys;
  const job = price.lambdaCall + price.scheduledCall + (jobMs / 1_000) * jobGb * price.gbSecond;
  const reads = (sum('reads') + readsOfNewKey * newKeys) * price.readUnit;
  const ours = (sum('writes') * price.writeUnit + reads + waiting(trips) + jobsAnHour * hours * job) / admitted;
  // In its favour it knows every key: nothing is read.
  const writeACall = price.writeUnit + waiting(1);
  const call = price.cloudFrontCall + price.httpApiCall + lambda;
  const inDollars = (aCall: number) => Math.round(aCall * 1e8) / 100;
  return {
    'calls/s': callsPerSecond,
    'metering: ours': inDollars(ours),
    'metering: one write a call': inDollars(writeACall),
    'all: ours': inDollars(call + ours),
    'all: one write a call': inDollars(call + writeACall),
    'all: REST API with usage plans': inDollars(price.restApiCall + lambda),
  };
}

/** Prints $ per million calls at each rate. */
export function printMoney(rates: readonly Rate[]): void {
  console.log('  $ per million calls (CloudFront, HTTP or REST API, Lambda, its log, DynamoDB, jobs):');
  const lines = rates.map(line);
  const names = Object.keys(lines[0] ?? {});
  console.log(`  | ${names.join(' | ')} |`);
  for (const each of lines) console.log(`  | ${names.map((name) => each[name]).join(' | ')} |`);
}
