import { expect, test } from 'vitest';
import { seededRandom } from '../../../datasets/random.ts';
import { rollUpSegments } from '../../../functions/usage-merge/roll-up.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AdmissionInstance, admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { StorageUnavailable, type Table } from '../../../shared/storage/table/table.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { virtualTime } from '../../support/storm/virtual-time.ts';
import { basicGrant, instanceOver, startMs, sold as unlimited, writersOver } from './callers-world.ts';
import { limitedTable } from './limited-table.ts';

const seed = Number(process.env.SEED ?? 20_261_126);
const callsPerSecond = 5_000;
const workMs = 20;
const unitsPerSecond = 1_000;

/** The outcome of a call. `exhausted`: the quota is used up. `unavailable`: the table does not answer. */
type Outcome = 'served' | 'exhausted' | 'unavailable';

function limitedWorld() {
  const time = virtualTime();
  const random = seededRandom(seed);
  const { now, sleep } = time;
  return { time, random, ...limitedTable({ unitsPerSecond, latencyMs: 6, now, sleep, random }) };
}

type World = ReturnType<typeof limitedWorld>;

/** Calls at random moments from the first second on, until all have ended. */
async function traffic({ time, random }: World, seconds: number, call: () => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = [];
  while (time.now() < seconds * 1_000) {
    await time.sleep((-Math.log(1 - random.next()) * 1_000) / callsPerSecond);
    underWay.push(call());
  }
  await Promise.all(underWay);
}

/** One key with a plan of `allowance` units. A call costs one, and runs in an idle instance or a new one, as on Lambda. */
async function hotKey({ allowance, seconds }: { readonly allowance: number; readonly seconds: number }) {
  const world = limitedWorld();
  const { time, table, limited, counted } = world;
  const clock = {
    get ms() {
      return startMs + 1_000 + time.now();
    },
  };
  const { secret, newInstance, made } = await keyAnd(world, clock, allowance);
  const request = { secret, datasetId: 'posts', address: '192.0.2.1', unitsWanted: 1, weight: 1 };
  const outcomes: Record<Outcome, number> = { served: 0, exhausted: 0, unavailable: 0 };
  const idle: AdmissionInstance[] = [];
  /** The longest time from a call's arrival until it was admitted or refused. */
  let slowestMs = 0;
  const call = async () => {
    const instance = idle.pop() ?? newInstance();
    outcomes[await outcomeOf(instance)] += 1;
    await instance.afterAnswer().catch(() => {});
    idle.push(instance);
  };
  const outcomeOf = async (instance: AdmissionInstance): Promise<Outcome> => {
    const cameAt = time.now();
    try {
      const admitted = await instance.admit(request);
      slowestMs = Math.max(slowestMs, Math.round(time.now() - cameAt));
      if (!admitted.allowed) {
        expect(admitted.reason).toBe('quota_exhausted');
        return 'exhausted';
      }
      await time.sleep(workMs);
      admitted.commit(1);
      return 'served';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return 'unavailable';
    }
  };
  const stores = repositoriesOver(limited);
  const merge = () => rollUpSegments({ ...stores, now: () => new Date(clock.ms) });
  const all = traffic(world, seconds, call).then(merge);
  const { segments: merged } = await time.run(all);
  const free = (await repositoriesOver(table).counters.read(made))?.free;
  return { ...outcomes, ...counted, slowestMs, instances: idle.length, merged, free };
}

async function keyAnd({ table, limited }: World, clock: { readonly ms: number }, allowance: number) {
  const sold: Catalog = {
    ...unlimited,
    plans: unlimited.plans.map((plan) => ({
      ...plan,
      allowance: { amount: allowance, unit: 'record' },
    })),
  };
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  const { segments, counters } = repositoriesOver(limited);
  let instances = 0;
  const newInstance = () => {
    const id = `e${String(++instances).padStart(7, '0')}`;
    const now = () => clock.ms;
    const callers = instanceOver(limited, clock, { catalog: sold });
    const meter = createMeter({ counters, segments, now, newInstanceId: () => id });
    return admissionInstance({ catalog: sold, callers, limiters: createKeyLimiters(), meter, now });
  };
  return { secret, newInstance, made: { accountId: writers.accountId, periodStart: basicGrant.periodStart } };
}

test(`one key called 5,000 times a second from the first moment on, over 1,000 write units a second: every call is served (SEED=${seed})`, async () => {
  const seen = await hotKey({ allowance: 10_000_000, seconds: 6 });
  expect(seen).toMatchObject({ exhausted: 0, unavailable: 0 });
  expect(seen.served).toBeGreaterThan(29_000);
  expect(seen.merged).toBeGreaterThan(50);
  expect(seen.throttled).toBeGreaterThan(0);
  expect(seen.slowestMs).toBeLessThan(10_000);
});

test(`the same at the end of its quota: nothing past it, and no call is refused for the table's sake (SEED=${seed})`, async () => {
  const allowance = 30_000;
  const seen = await hotKey({ allowance, seconds: 4 });
  expect(seen).toMatchObject({ free: 0, unavailable: 0 });
  expect(seen.served).toBeLessThanOrEqual(allowance);
  expect(seen.exhausted).toBeGreaterThan(1_000);
});

test(`a write in every call would meet these limits: many calls would be refused (SEED=${seed})`, async () => {
  const world = limitedWorld();
  const refused = { calls: 0 };
  const writeOf = async (table: Table) => {
    try {
      await table.update({ pk: 'COUNTER#1', sk: '-' }, { add: { used: 1 } });
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      refused.calls += 1;
    }
  };
  await world.time.run(traffic(world, 1.5, () => writeOf(world.limited)));
  expect(refused.calls).toBeGreaterThan(2_000);
});
