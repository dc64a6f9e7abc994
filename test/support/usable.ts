/** A quota leased by many instances, most of which are then idle or dead, in virtual time over the memory table. */
import { type Random, seededRandom } from '../../datasets/random.ts';
import { checkUsage } from '../../functions/usage-merge/check.ts';
import { shareCounterOf } from '../../shared/domain/usage/share-counter.ts';
import { logOf } from '../../shared/log.ts';
import type { UsageCheckMessage } from '../../shared/queues.ts';
import { type CountedCall, createMeter, type Meter } from '../../shared/services/metering/meter.ts';
import { grantsKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import catalog from '../../tollgate.config.ts';
import { repositoriesOver } from './app-repositories.ts';

export type Idling = {
  readonly seed: number;
  /** Units that may be served. */
  readonly quota: number;
  readonly instances: number;
  /** Units of the quota that the callers' app may use; absent: all. */
  readonly share?: number;
  /** Calls of one unit each, of all instances together, before they are idle. */
  readonly callsPerSecond: number;
  readonly seconds: number;
  /** The instances die instead of being idle, before the last call's report was written. */
  readonly isCrash?: boolean;
  /** The time between that and the calls of the one instance that is left. */
  readonly silentSeconds?: number;
  /** No usage log is fenced, so no leased units come back. */
  readonly isWithoutFences?: boolean;
};

type Idled = {
  /** Units served before and after the instances were idle. */
  readonly before: number;
  readonly after: number;
  /** Units that do not come back, because they may have been served. */
  readonly unusable: number;
  /** Units that the segments report. */
  readonly reported: number;
};

const accountId = 'acc_0a1c9a54-4b1e-4a7b-9f3e-6a1f0c2d3e4f';
const periodStart = '2026-11-01T00:00:00.000Z';
const id = { accountId, periodStart };
const startMs = Date.parse('2026-11-24T10:00:00.000Z');
const account = {};
const shareOf = (limit: number) => ({
  ...{ accountId, periodStart: shareCounterOf(periodStart), limit, account },
  ...{ version: 1_000, grantsVersion: 1 },
});
const afterRefusalMs = 60_000;
/** The interval of `shared/services/metering/used-up.ts`. */
const tellAgainMs = 15_000;

/**
 * Calls random instances at random moments. Then these are idle, and one more is called 200 times a second until a minute after its first
 * refusal. A refused call has its account checked, as the deployment's queue does.
 */
export async function idling(wanted: Idling): Promise<Idled> {
  const { seed, instances, callsPerSecond, seconds, isCrash = false, silentSeconds = 0 } = wanted;
  const random = seededRandom(seed);
  const world = await worldOf(wanted, random);
  const all = Array.from({ length: instances }, () => world.newInstance());
  const spread = { until: startMs + seconds * 1_000, callsPerSecond };
  while (world.nextCall(spread))
    await world.call(all[Math.floor(random.next() * instances)], !isCrash || random.next() < 0.9);
  const before = world.served();
  world.clock.ms += silentSeconds * 1_000;
  const last = world.newInstance();
  for (let until = Number.POSITIVE_INFINITY; world.nextCall({ until, callsPerSecond: 200 }); ) {
    await world.deliver();
    const isServed = await world.call(last, true);
    if (!isServed) until = Math.min(until, world.clock.ms + afterRefusalMs);
  }
  return { before, after: world.served() - before, ...(await world.onRecord()) };
}

type Traffic = { readonly until: number; readonly callsPerSecond: number };

async function worldOf({ quota, share, isWithoutFences = false }: Idling, random: Random) {
  const table = memoryTable();
  await table.put({ ...grantsKey(accountId), version: 1, grants: [] });
  const stores = repositoriesOver(table);
  const clock = { ms: startMs };
  const queue: { readonly at: number; readonly message: UsageCheckMessage }[] = [];
  const deps = {
    ...stores,
    catalog,
    ...{ mail: nowhere, webhookEvents: nowhere, topUps: nowhere },
    admittingFunctions: { ask: async () => null },
    checks: {
      send: async (message: UsageCheckMessage, delay = 0) => void queue.push({ at: clock.ms + delay * 1_000, message }),
    },
    newId: () => crypto.randomUUID(),
    count: () => {},
    log: logOf('usage-merge', () => {}),
    now: () => new Date(clock.ms),
  };
  const call: CountedCall = {
    quota: { ...id, limit: quota, version: 1, account, ...(share !== undefined && { share: shareOf(share) }) },
    ...{ keyId: 'key_000000000001', datasetId: 'posts', day: '2026-11-24' },
  };
  let [served, made] = [0, 0];
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    clock,
    served: () => served,
    newInstance: () =>
      createMeter({ ...stores, now: () => clock.ms, newInstanceId: () => `e${String(++made).padStart(7, '0')}` }),
    nextCall({ until, callsPerSecond }: Traffic): boolean {
      clock.ms += Math.ceil((-Math.log(1 - random.next()) * 1_000) / callsPerSecond);
      return clock.ms < until;
    },
    async call(meter: Meter | undefined, isFinished: boolean): Promise<boolean> {
      const isServed = meter !== undefined && (await serve(meter, call));
      if (isServed) served += 1;
      else if (!isWithoutFences && clock.ms - toldAt >= tellAgainMs) {
        toldAt = clock.ms;
        await deps.checks.send({ accountId, looked: 0 });
      }
      if (isFinished) await meter?.afterAnswer();
      return isServed;
    },
    async deliver() {
      for (const each of queue.filter(({ at }) => at <= clock.ms)) {
        queue.splice(queue.indexOf(each), 1);
        await checkUsage(deps, each.message);
      }
    },
    async onRecord() {
      const chains = await Promise.all(
        Array.from({ length: made }, (_, at) => stores.segments.read(`e${String(at + 1).padStart(7, '0')}`, 0)),
      );
      const reported = chains.flat().flatMap(({ entries }) => entries);
      const unusable = (await stores.counterUpkeep.find(id))?.unusable ?? 0;
      return { unusable, reported: reported.reduce((sum, { units }) => sum + units, 0) };
    },
  };
}

const nowhere = { send: async () => {} };

/** One call of one unit, from the key to its end. */
async function serve(meter: Meter, call: CountedCall): Promise<boolean> {
  const one = { most: 1, least: 1 };
  for (let tries = 0; tries < 4; tries++) {
    const reserved = meter.reserve(call, one);
    reserved?.commit(1);
    if (reserved) return true;
    if ((await meter.prepare(call.quota, 1)) === 'exhausted') break;
  }
  const rest = meter.reserve(call, one);
  rest?.commit(1);
  return rest !== null;
}
