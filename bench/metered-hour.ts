import { seededRandom } from '../datasets/random.ts';
import type { CountedLedger } from './counted-ledger.ts';
import type { Units } from './counted-units.ts';
import { type Key, meteredWorld } from './metered-world.ts';
import { zipfPicker } from './zipf.ts';

/** Calls of one run: how many, at how many instances, of which keys. */
export type Traffic = {
  readonly seed: number;
  readonly callsPerSecond: number;
  /** How many instances serve. */
  readonly instances: number;
  /** The quota of each key, in units; the first key is called most. */
  readonly quotas: readonly number[];
  /** Exponent of Zipf's law over the keys. */
  readonly zipf: number;
  /** Hours of virtual time; default 1. */
  readonly hours?: number;
  /** Absent: no ledger is kept. */
  readonly ledger?: CountedLedger;
};

/** Counts of a run, and the DynamoDB units that it took by kind of item. */
export type Hour = {
  readonly admitted: number;
  readonly exhaustedKeys: number;
  /** Units served past a quota, of all keys together. */
  readonly overshoot: number;
  /** Calls whose answer had to wait for a read or a write. */
  readonly waited: number;
  /** How often a key was new to an instance. */
  readonly newKeys: number;
  /** Messages with which instances asked to be called again, to report what they served. */
  readonly requests: number;
  /** DynamoDB units of the hours themselves, including every rollup in them; the instances are still running at the end. */
  readonly units: ReadonlyMap<string, Units>;
  /** Further write units if all instances then end: closing segments, and leased units that go back. */
  readonly closingWrites: number;
};

const start = Date.UTC(2026, 10, 24, 10);
const rollUpEveryMs = 15 * 60_000;
const hourMs = 3_600_000;
/** The job seals the hour before, seven minutes past the hour. */
const sealAfterMs = 7 * 60_000;

/**
 * Calls at random times in virtual time, on real meters over the memory table. Usage is rolled up each quarter of an hour, the last time at
 * the end. A ledger is sealed every hour, the last time after the end. Each call costs one unit. A key whose quota is exhausted is not called again.
 */
export async function meteredHour(traffic: Traffic): Promise<Hour> {
  const { seed, callsPerSecond, hours = 1 } = traffic;
  const random = seededRandom(seed);
  const world = await meteredWorld({ ...traffic, start }, random);
  const pickKey = zipfPicker(world.keys, traffic.zipf, random);
  const end = start + hours * 3_600_000;
  let admitted = 0;
  let waited = 0;
  let nextSeal = start + hourMs + sealAfterMs;
  for (let nextRollUp = start + rollUpEveryMs; ; ) {
    world.clock.ms += (-Math.log(1 - random.next()) * 1_000) / callsPerSecond;
    for (; nextRollUp <= Math.min(world.clock.ms, end); nextRollUp += rollUpEveryMs) await world.rollUp();
    if (world.clock.ms >= end) break;
    if (world.clock.ms >= nextSeal) {
      await world.seal();
      nextSeal += hourMs;
    }
    const key = pickKey();
    if (key.stopped) continue;
    const outcome = await world.call(key, Math.floor(random.next() * traffic.instances));
    if (outcome.waited) waited += 1;
    if (outcome.served) admitted += 1;
  }
  world.clock.ms = Math.ceil(end / hourMs) * hourMs + hourMs + sealAfterMs;
  await world.seal();
  const units = new Map(world.units());
  await world.close();
  const past = ({ served, call }: Key) => Math.max(0, served - (call.quota.limit ?? served));
  return {
    admitted,
    waited,
    newKeys: world.newKeys(),
    requests: world.requests(),
    exhaustedKeys: world.keys.filter(({ stopped }) => stopped).length,
    overshoot: world.keys.reduce((sum, key) => sum + past(key), 0),
    units,
    closingWrites: writesOf(world.units()) - writesOf(units),
  };
}

const writesOf = (units: ReadonlyMap<string, Units>, kinds?: readonly string[]): number =>
  [...units].reduce((sum, [kind, { writes }]) => sum + (kinds?.includes(kind) === false ? 0 : writes), 0);

/** Write units per thousand admitted calls, of all items or of some kinds. */
export const writesPer1000 = ({ units, admitted }: Hour, kinds?: readonly string[]): number =>
  (1_000 * writesOf(units, kinds)) / admitted;

/** `count` log-uniform quotas between 10,000 and 1,000,000 units: 10^(4 + 2u). */
export function quotasOf(seed: number, count: number): number[] {
  const random = seededRandom(seed + 1);
  return Array.from({ length: count }, () => Math.round(10 ** (4 + 2 * random.next())));
}

/** Prints the parts of an hour, for the reader of a run. */
export function printHour(name: string, hour: Hour): void {
  const { admitted, exhaustedKeys, overshoot, waited, requests, units, closingWrites } = hour;
  const per1000 = (value: number) => ((1_000 * value) / admitted).toFixed(2);
  const part = (...kinds: string[]) => writesPer1000(hour, kinds).toFixed(2);
  console.log(`  ${name}: ${admitted} admitted, ${exhaustedKeys} keys exhausted, ${overshoot} units past a quota`);
  console.log(
    `  WRU per 1,000: counters ${part('COUNTER', 'ACCESS')}, segments ${part('ENVIRONMENT')}, merge ${part('BATCH', 'USAGE')}; ${per1000(closingWrites)} more where all instances end then`,
  );
  const reads = [...units.values()].reduce((sum, each) => sum + each.reads, 0);
  const atOnce = ((100 * (admitted - waited)) / admitted).toFixed(3);
  console.log(
    `  RRU per 1,000: ${per1000(reads)}; ${atOnce} % answered without I/O; ${per1000(requests)} requests to report`,
  );
}
