import { type Random, seededRandom } from '../datasets/random.ts';
import { rollUpSegments } from '../functions/usage-merge/roll-up.ts';
import { type CountedCall, createMeter, type Meter } from '../shared/services/metering/meter.ts';
import { askingToReport } from '../shared/services/metering/unreported.ts';
import { changesOver } from '../shared/storage/billing/changes.ts';
import { grantsKey } from '../shared/storage/item-keys.ts';
import { memoryTable } from '../shared/storage/table/memory-table.ts';
import { batchesOver } from '../shared/storage/usage/batches.ts';
import { countersOver } from '../shared/storage/usage/counters.ts';
import { repeatsOver } from '../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../shared/storage/usage/usage-days.ts';
import { countedUnits, type Units } from './counted-units.ts';

export type Traffic = {
  readonly seed: number;
  readonly callsPerSecond: number;
  readonly instances: number;
  /** Units each key may take; the first is called most. */
  readonly quotas: readonly number[];
  /** Exponent of Zipf's law over the keys. */
  readonly zipf: number;
  /** Hours of virtual time; default 1. */
  readonly hours?: number;
};

export type Hour = {
  readonly admitted: number;
  readonly exhaustedKeys: number;
  /** Units served past a quota, of all keys together. */
  readonly overshoot: number;
  /** Calls before whose answer something had to be read or written. */
  readonly waited: number;
  /** Times that a key first came to an instance. */
  readonly newKeys: number;
  /** Messages with which instances asked to be called again, to report what they served. */
  readonly requests: number;
  /** Of the hours themselves, with every merge that fell into them; instances live on. */
  readonly units: ReadonlyMap<string, Units>;
  /** Write units more where all instances end after them: closing segments, and what they held given back. */
  readonly closingWrites: number;
};

type Key = { readonly call: CountedCall; served: number; stopped: boolean };

const start = Date.UTC(2026, 10, 24, 10);
const periodStart = '2026-11-01T00:00:00.000Z';
const mergeEveryMs = 15 * 60_000;
/** After an answer a view of changes that is older is read again. */
const viewMs = 1_000;

/**
 * Calls at random times in virtual time: the real meters over the memory table, and a merge each quarter of an hour, the last one at the
 * end. Each call costs one unit. A key that was told that it is exhausted calls no more.
 */
export async function meteredHour(traffic: Traffic): Promise<Hour> {
  const { seed, callsPerSecond, hours = 1 } = traffic;
  const random = seededRandom(seed);
  const world = await worldOf(traffic, random);
  const pickKey = zipfPicker(world.keys, traffic.zipf, random);
  const end = start + hours * 3_600_000;
  let admitted = 0;
  let waited = 0;
  for (let nextMerge = start + mergeEveryMs; ; ) {
    world.clock.ms += (-Math.log(1 - random.next()) * 1_000) / callsPerSecond;
    for (; nextMerge <= Math.min(world.clock.ms, end); nextMerge += mergeEveryMs) await world.merge();
    if (world.clock.ms >= end) break;
    const key = pickKey();
    if (key.stopped) continue;
    const outcome = await world.call(key, Math.floor(random.next() * traffic.instances));
    if (outcome.waited) waited += 1;
    if (outcome.served) admitted += 1;
  }
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

async function worldOf({ quotas, instances }: Traffic, random: Random) {
  const bare = memoryTable();
  const { table, units } = countedUnits(bare);
  const keys = quotas.map((limit): Key => ({ call: callOf(limit, random), served: 0, stopped: false }));
  for (const { call } of keys) await bare.put({ ...grantsKey(call.quota.accountId), version: 1 });
  const clock = { ms: start };
  const now = () => Math.floor(clock.ms);
  const segments = segmentsOver(table);
  const counters = countersOver(table);
  const changes = changesOver(table);
  const sent: unknown[] = [];
  const queue = { send: async (message: unknown) => void sent.push(message) };
  const newMeter = () => createMeter({ counters, segments, now, newInstanceId: () => randomText(8, random) });
  const meters = Array.from({ length: instances }, () => ({
    meter: askingToReport(newMeter(), { queue, functionName: 'data', now }),
    viewAt: 0,
    known: new Set<Key>(),
  }));
  const merging = {
    segments,
    counters,
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    repeats: repeatsOver(table),
    now: () => new Date(now()),
  };
  return {
    clock,
    keys,
    units,
    requests: () => sent.length,
    newKeys: () => meters.reduce((sum, { known }) => sum + known.size, 0),
    merge: () => rollUpSegments(merging),
    async call(key: Key, number: number) {
      const instance = meters[number % instances];
      if (!instance) throw new Error('There is no instance');
      const wasSeen = now() - instance.viewAt <= 2 * viewMs;
      instance.known.add(key);
      if (!wasSeen) await changes.read();
      const outcome = await serve(instance.meter, key);
      if (!wasSeen || now() - instance.viewAt > viewMs) {
        if (wasSeen) await changes.read();
        instance.viewAt = now();
      }
      await instance.meter.afterAnswer();
      return { served: outcome.served, waited: outcome.waited || !wasSeen };
    },
    async close() {
      for (const { meter } of meters) await meter.close();
      await rollUpSegments(merging);
    },
  };
}

/** One call of one unit, from the key to its end. */
async function serve(meter: Meter, key: Key): Promise<{ served: boolean; waited: boolean }> {
  const one = { most: 1, least: 1 };
  const atOnce = meter.reserve(key.call, one);
  const prepared = atOnce ? 'ready' : await meter.prepare(key.call.quota, 1);
  const reserved = atOnce ?? (prepared === 'ready' ? meter.reserve(key.call, one) : null);
  reserved?.commit(1);
  if (reserved) key.served += 1;
  key.stopped = prepared === 'exhausted';
  return { served: reserved !== null, waited: !atOnce };
}

function callOf(limit: number, random: Random): CountedCall {
  const accountId = `acc_${randomUuid(random)}`;
  const quota = { accountId, periodStart, limit, version: 1, account: {} };
  return { quota, keyId: `key_${randomText(12, random)}`, datasetId: 'posts', day: '2026-11-24' };
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomText = (length: number, random: Random): string =>
  Array.from({ length }, () => letters[Math.floor(random.next() * letters.length)]).join('');

/** As accounts are called: hexadecimal digits in five groups. */
const randomUuid = (random: Random): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random.next() * 16).toString(16));

/** Draws keys by Zipf's law: the n-th in proportion to n to the power of −`exponent`. */
function zipfPicker(keys: readonly Key[], exponent: number, random: Random): () => Key {
  let total = 0;
  const sums = keys.map((_, i) => {
    total += (i + 1) ** -exponent;
    return total;
  });
  return () => {
    const wanted = random.next() * total;
    let [low, high] = [0, keys.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const key = keys[low];
    if (!key) throw new Error('There is no key');
    return key;
  };
}

/** Write units for each thousand admitted calls, all of them or those of some kinds of item. */
export const writesPer1000 = ({ units, admitted }: Hour, kinds?: readonly string[]): number =>
  (1_000 * writesOf(units, kinds)) / admitted;

/** Log-uniform quotas: 10^(4 + 2u). */
export function quotasOf(seed: number, count: number): number[] {
  const random = seededRandom(seed + 1);
  return Array.from({ length: count }, () => Math.round(10 ** (4 + 2 * random.next())));
}

/** What an hour was made of, for the reader of a run. */
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
