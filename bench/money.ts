import { functions } from '../infra/functions.ts';
import { loggedBytes } from './logged-call.ts';
import type { Hour } from './metered-hour.ts';
import { pageBytes } from './page-bytes.ts';
import { dollarsOfBytes, price } from './prices.ts';

/** A metered hour at one rate of calls; `hours` is its length in virtual time. */
export type Rate = { readonly callsPerSecond: number; readonly hours: number; readonly hour: Hour };

/** The declared memory of the function that reads datasets. */
const memoryMb = functions.data?.size?.memoryMb ?? 0;
const memoryGb = memoryMb / 1_024;
const callMs = 20;
/** Bytes that CloudWatch ingests for one metered read. */
export const logBytes = loggedBytes(memoryMb);
/** A round trip to DynamoDB, before the answer or after it; Lambda charges for the time. */
const roundTripMs = 5;
/** Runs of jobs that usage needs: rollups every 15 minutes and reports to Stripe every 20, of half a second each. */
const jobsAnHour = 4 + 3;
const jobMs = 500;
const jobGb = 1;
/** A request to report is sent, received and deleted. Mostly the instance has reported meanwhile, which takes one read of a segment. */
const queueRequests = 3;
const requestMs = 20;
/** Reads when a key is new to an instance: the key's item and its account's access. */
const readsOfNewKey = 2;

const duration = (callMs / 1_000) * memoryGb * price.gbSecond;
const lambda = price.lambdaCall + duration + logBytes * price.loggedByte;
const waiting = (roundTrips: number) => roundTrips * (roundTripMs / 1_000) * memoryGb * price.gbSecond;

/** Dollars for a million calls without metering, by service. */
export const callDollars = {
  CloudFront: 1e6 * (price.cloudFrontCall + price.edgeFunctionCall),
  'HTTP API': 1e6 * price.httpApiStep,
  Lambda: 1e6 * (price.lambdaCall + duration),
  log: 1e6 * logBytes * price.loggedByte,
};

/** Answers whose bytes the report prices. */
const answers = {
  'a page of 100 posts, in brotli': pageBytes('br'),
  'the same as it is': pageBytes('identity'),
  'the largest answer there is': 5_900_000,
};

type Line = { readonly 'calls/s': number } & Readonly<Record<string, number>>;

/** Dollars for a million calls: the call itself (CloudFront and its function, API, function, log), and what metering adds to it. */
function line({ callsPerSecond, hours, hour }: Rate): Line {
  const { admitted, units, newKeys } = hour;
  const sum = (of: 'writes' | 'reads') => [...units.values()].reduce((all, each) => all + each[of], 0);
  const inCalls = [...units].filter(([kind]) => kind !== 'BATCH' && kind !== 'USAGE');
  const trips = inCalls.reduce((all, [, { calls }]) => all + calls, 0) + readsOfNewKey * newKeys;
  const job = price.lambdaCall + price.scheduledCall + (jobMs / 1_000) * jobGb * price.gbSecond;
  const request =
    queueRequests * price.queueRequest +
    price.lambdaCall +
    (requestMs / 1_000) * jobGb * price.gbSecond +
    price.readUnit;
  const reads = (sum('reads') + readsOfNewKey * newKeys) * price.readUnit;
  const ours =
    (sum('writes') * price.writeUnit + reads + waiting(trips) + jobsAnHour * hours * job + hour.requests * request) /
    admitted;
  // The peer is assumed to know every key, so it reads nothing. That favours the peer.
  const writeACall = price.writeUnit + waiting(1);
  const call = Object.values(callDollars).reduce((sum, dollars) => sum + dollars, 0) / 1e6;
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
  const parts = Object.entries(callDollars).map(([name, dollars]) => `${name} ${dollars.toFixed(2)}`);
  console.log(`  $ per million reads beside metering: ${parts.join(', ')} (${logBytes} bytes of log a call)`);
  for (const [name, size] of Object.entries(answers))
    console.log(
      `  $ per million answers for the bytes of ${name} (${size}): ${(1e6 * dollarsOfBytes(size)).toFixed(2)}`,
    );
  console.log('  $ per million calls (CloudFront, HTTP or REST API, Lambda, its log, DynamoDB, jobs):');
  const lines = rates.map(line);
  const names = Object.keys(lines[0] ?? {});
  console.log(`  | ${names.join(' | ')} |`);
  for (const each of lines) console.log(`  | ${names.map((name) => each[name]).join(' | ')} |`);
}
