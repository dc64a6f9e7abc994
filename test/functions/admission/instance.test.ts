import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultApp } from '../../../shared/domain/apps/app.ts';
import { shareCounterOf } from '../../../shared/domain/usage/share-counter.ts';
import { admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { StorageUnavailable, type Table } from '../../../shared/storage/table/table.ts';
import { counterUpkeepOver } from '../../../shared/storage/usage/counter-upkeep.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import catalog from '../../../tollgate.config.ts';
import { mergerOver } from '../metering.ts';
import { basicGrant, instanceOver, line, sold, startMs, writersOver } from './callers-world.ts';

const { periodStart } = basicGrant;

/** A table that a test can watch and stop. */
function watchedTable() {
  const table = memoryTable();
  const state = { calls: 0, isDown: false };
  const watch = <Name extends keyof Table>(name: Name) =>
    ((...parts: Parameters<Table[Name]>) => {
      state.calls += 1;
      if (state.isDown) return Promise.reject(new StorageUnavailable(new Error('down')));
      return (table[name] as (...all: unknown[]) => unknown)(...parts);
    }) as Table[Name];
  const names = ['get', 'getAll', 'query', 'put', 'update', 'delete', 'transact'] as const;
  const watched = Object.fromEntries(names.map((name) => [name, watch(name)])) as unknown as Table;
  return { table, watched, state };
}

async function world() {
  const { table, watched, state } = watchedTable();
  const clock = { ms: startMs + 1_000 };
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  let ids = 0;
  const instance = () => {
    const now = () => clock.ms;
    const newInstanceId = () => `e${String(++ids).padStart(7, '0')}`;
    const meter = createMeter({
      counters: countersOver(watched),
      segments: segmentsOver(watched),
      now,
      newInstanceId,
    });
    const callers = instanceOver(watched, clock, { catalog: sold });
    return admissionInstance({ catalog: sold, callers, limiters: createKeyLimiters(), meter, now });
  };
  const request = (unitsWanted: number, weight = 1) => ({
    secret,
    datasetId: catalog.datasets.find(({ licence }) => licence === writers.licence.id)?.id ?? '',
    address: '192.0.2.1',
    unitsWanted,
    weight,
  });
  const counter = () => countersOver(table).read({ accountId: writers.accountId, periodStart });
  const reported = async (id = 1) => {
    const usageLog = await segmentsOver(table).read(`e${String(id).padStart(7, '0')}`, 0);
    return usageLog.flatMap(({ entries }) => entries).reduce((sum, { units }) => sum + units, 0);
  };
  return { table, state, clock, writers, instance, request, counter, reported };
}

const serve = async (
  instance: ReturnType<typeof admissionInstance>,
  request: Parameters<typeof instance.admit>[0],
  cost?: number,
) => {
  const admitted = await instance.admit(request);
  if (!admitted.allowed) return admitted;
  const charged = cost ?? admitted.grantedUnits;
  admitted.commit(charged);
  return { ...admitted, remaining: admitted.remainingAfter(charged) };
};

describe('an instance', () => {
  test('that knows a caller and holds units admits without any call of the table', async () => {
    const { instance, request, state } = await world();
    const own = instance();
    await serve(own, request(10));
    state.calls = 0;
    for (let call = 0; call < 4; call++) expect(await serve(own, request(10))).toMatchObject({ grantedUnits: 10 });
    expect(state.calls).toBe(0);
  });

  test('charges what was served, and reports that', async () => {
    const { instance, request, clock, reported } = await world();
    const own = instance();
    expect(await serve(own, request(10), 3)).toMatchObject({ remaining: 9_997, metered: true });
    expect(await serve(own, request(10), 0)).toMatchObject({ remaining: 9_997 });
    clock.ms += 11_000;
    await own.afterAnswer();
    expect(await reported()).toBe(3);
  });

  test('reports each of twenty calls in a row at once, however fast they follow each other, then every 10 seconds', async () => {
    const { instance, request, table, writers, clock, reported } = await world();
    await table.put({ ...grantsKey(writers.accountId), version: 2, grants: [{ ...basicGrant, id: 'pro' }] as never });
    const own = instance();
    const reportedAfter = async (ms: number, units: number) => {
      clock.ms += ms;
      await serve(own, request(units));
      await own.afterAnswer();
      return reported();
    };
    for (let units = 1; units <= 21; units++) expect(await reportedAfter(10, 1)).toBe(units);
    expect([await reportedAfter(10, 1), await reportedAfter(9_000, 1), await reportedAfter(1_001, 1)]).toEqual([
      21, 21, 24,
    ]);
  });

  test('reports what calls at once served after the last of them', async () => {
    const { instance, request, table, writers, reported } = await world();
    await table.put({ ...grantsKey(writers.accountId), version: 2, grants: [{ ...basicGrant, id: 'pro' }] as never });
    const own = instance();
    const admitted = await Promise.all(Array.from({ length: 60 }, () => own.admit(request(5))));
    for (const [at, each] of admitted.entries()) {
      expect(await reported()).toBe(0);
      expect(each.allowed).toBe(true);
      if (each.allowed) each.commit(5);
      if (at < 40) await own.afterAnswer();
    }
    await own.afterAnswer();
    expect(await reported()).toBe(300);
  });

  test('has at most a 100th of a limit served and not reported, whatever is called how often, and hardly anything where calls are few', async () => {
    const { instance, request, clock, reported } = await world();
    const own = instance();
    let served = 0;
    for (const [calls, units, everyMs] of [
      [25, 100, 500],
      [1_000, 1, 20],
      [50, 5, 300],
    ] as const)
      for (let call = 0; call < calls; call++) {
        clock.ms += everyMs;
        const admitted = await serve(own, request(units));
        served += admitted.allowed ? admitted.grantedUnits : 0;
        if (call % 25 === 24) expect(served - (await reported())).toBeLessThanOrEqual(100);
        await own.afterAnswer();
      }
    clock.ms += 60_000;
    for (let call = 0; call < 3; call++) {
      served += 1;
      clock.ms += 1_100;
      await serve(own, request(1));
      await own.afterAnswer();
    }
    expect(await reported()).toBe(served);
  });

  test('reports all of a used-up quota after the last answer, without another call or a close', async () => {
    const { instance, request, clock, reported } = await world();
    const all = [instance(), instance(), instance(), instance()];
    let served = 0;
    for (let turn = 0, refusals = 0; refusals === 0; turn++) {
      clock.ms += 5;
      const own = all[(turn * 7 + (turn >> 3)) % 4]!;
      const admitted = await serve(own, request(1));
      if (admitted.allowed) served += 1;
      else refusals += 1;
      await own.afterAnswer();
    }
    const told = await Promise.all([1, 2, 3, 4].map((id) => reported(id)));
    expect(served).toBeGreaterThan(9_900);
    expect(told.reduce((sum, units) => sum + units, 0)).toBe(served);
  });

  test('tells a refused caller to come again soon while units may come back from elsewhere, and at the end of the period once nothing can', async () => {
    const { instance, request, counter, clock, table, writers } = await world();
    const [own, other] = [instance(), instance()];
    await serve(own, request(100));
    await serve(other, request(9_000));
    while ((await serve(own, request(100))).allowed) await own.afterAnswer();
    expect(await own.admit(request(1))).toMatchObject({ reason: 'quota_exhausted', retryAfterSeconds: 30 });
    const { limit = 0 } = (await counter()) ?? {};
    await counterUpkeepOver(table).setRefused({ accountId: writers.accountId, periodStart }, limit, true);
    clock.ms += 11_000;
    const untilEnd = (Date.parse(basicGrant.periodEnd) - clock.ms) / 1_000;
    expect(await own.admit(request(1))).toMatchObject({ retryAfterSeconds: untilEnd });
    await counterUpkeepOver(table).setRefused({ accountId: writers.accountId, periodStart }, limit, false);
    clock.ms += 11_000;
    expect(await own.admit(request(1))).toMatchObject({ retryAfterSeconds: 30 });
  });

  test('tells at once that nothing comes back before the period ends where no other instance holds units and no call is under way', async () => {
    const { instance, request, clock } = await world();
    const own = instance();
    await serve(own, request(9_990));
    const last = await own.admit(request(10));
    expect(await own.admit(request(1))).toMatchObject({ reason: 'quota_exhausted', retryAfterSeconds: 30 });
    if (last.allowed) last.commit(10);
    const untilEnd = (Date.parse(basicGrant.periodEnd) - clock.ms) / 1_000;
    expect(await own.admit(request(1))).toMatchObject({ reason: 'quota_exhausted', retryAfterSeconds: untilEnd });
  });

  test('serves the whole allowance with others, not one unit more, and the last page as far as it reaches', async () => {
    const { instance, request, counter } = await world();
    const all = [instance(), instance(), instance()];
    let served = 0;
    for (let turn = 0; turn < 600; turn++) {
      const admitted = await serve(all[turn % 3]!, request(37));
      served += admitted.allowed ? admitted.grantedUnits : 0;
      if (!admitted.allowed)
        expect(admitted).toMatchObject({ reason: 'quota_exhausted', retryAfterSeconds: expect.any(Number) });
    }
    expect(served).toBe(10_000);
    expect(await counter()).toMatchObject({ limit: 10_000, free: 0 });
  });

  test('takes for a call that may cost all no more than that is measured to cost, so that others can serve the rest', async () => {
    const { instance, request, counter } = await world();
    const [own, other] = [instance(), instance()];
    const measured: number[] = [];
    const measuring = (units: number) => async () => {
      measured.push(units);
      return units;
    };
    const exporting = (units: number) => ({ ...request(100_000), measure: measuring(units) });
    expect(await serve(own, exporting(3), 3)).toMatchObject({ grantedUnits: 3, remaining: 9_997 });
    expect((await counter())?.free).toBeGreaterThan(9_900);
    expect(await serve(other, request(1_000))).toMatchObject({ grantedUnits: 1_000 });
    expect(await serve(own, exporting(0), 0), 'one at least is reserved').toMatchObject({ grantedUnits: 1 });
    expect(await serve(own, exporting(100_000))).toMatchObject({ allowed: true });
    expect(measured, 'once a call').toHaveLength(3);
    expect(await counter()).toMatchObject({ free: 0 });
  });

  test('measures no call that it holds enough for, that is free, forbidden or held back, or for which nothing is free', async () => {
    const { instance, request, writers } = await world();
    const own = instance();
    const measure = async () => expect.unreachable('it was measured');
    const quiet = (units: number) => ({ ...request(units), measure });
    await serve(own, request(500), 0);
    expect(await serve(own, quiet(500), 0)).toMatchObject({ grantedUnits: 500 });
    expect(await serve(own, quiet(0))).toMatchObject({ allowed: true });
    expect(await serve(own, { ...quiet(9_000), datasetId: 'none' })).toMatchObject({ allowed: false });
    const { secret } = await writers.newKey({ environment: 'test' });
    expect(await serve(own, { ...quiet(9_000), secret })).toMatchObject({ metered: false });
    await serve(own, request(9_990));
    await serve(own, request(9_990));
    expect(await serve(own, quiet(9_000))).toMatchObject({ allowed: false, reason: 'quota_exhausted' });
  });

  test('that cannot measure a call lets it go again', async () => {
    const { instance, request } = await world();
    const own = instance();
    const failing = { ...request(9_000), measure: () => Promise.reject(new Error('the engine is away')) };
    await expect(own.admit(failing)).rejects.toThrow('the engine is away');
    await own.close();
  });

  test('grants whole items, as a plain sum would: up to the allowance, and not one unit past it', async () => {
    const call = fc.record({
      items: fc.integer({ min: 1, max: 400 }),
      weight: fc.integer({ min: 1, max: 7 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const property = fc.asyncProperty(fc.array(call, { minLength: 30, maxLength: 60 }), async (calls) => {
      const { instance, request, reported } = await world();
      const own = instance();
      let left = 10_000;
      for (const { items, weight, part } of calls) {
        const granted = Math.min(items, Math.floor(left / weight)) * weight;
        const cost = Math.floor((granted / weight) * part) * weight;
        const served = await serve(own, request(items * weight, weight), cost);
        if (granted === 0) expect(served).toMatchObject({ allowed: false, reason: 'quota_exhausted' });
        else expect(served).toMatchObject({ grantedUnits: granted, remaining: left - cost });
        left -= cost;
      }
      await own.close();
      expect(await reported()).toBe(10_000 - left);
    });
    await fc.assert(property, { seed: 22, numRuns: 60 });
  });

  test('reserves all that a call can cost or nothing, where the call says so', async () => {
    const { instance, request } = await world();
    const own = instance();
    await serve(own, request(9_990, 9_990));
    expect(await own.admit(request(11, 11))).toMatchObject({ allowed: false, reason: 'quota_exhausted' });
    expect(await own.admit(request(10, 10))).toMatchObject({ allowed: true, grantedUnits: 10 });
  });

  test('goes on with what it holds while the table is down, then says that nothing can be counted', async () => {
    const { instance, request, state } = await world();
    const own = instance();
    await serve(own, request(10));
    state.isDown = true;
    for (let call = 0; call < 4; call++) await serve(own, request(10));
    await expect(own.admit(request(10))).rejects.toMatchObject({ code: 'metering_unavailable' });
    state.isDown = false;
    expect(await serve(own, request(10))).toMatchObject({ allowed: true });
  });

  test('with a view older than the counter reads the account again', async () => {
    const { instance, request, table, writers, counter } = await world();
    const own = instance();
    await serve(own, request(10));
    await table.put({ ...grantsKey(writers.accountId), version: 2, grants: [{ ...basicGrant, id: 'pro' }] as never });
    const id = { accountId: writers.accountId, periodStart };
    const to = 1_000_000 + 1e12;
    await countersOver(table).relimit(id, { from: 10_000, to, version: 2 });
    expect(await serve(own, request(1_000))).toMatchObject({ grantedUnits: 1_000, remaining: expect.any(Number) });
    expect(await counter()).toMatchObject({ limit: to, version: 2 });
  });

  test('moves a counter to the limit of later grants before it takes', async () => {
    const { instance, request, table, writers, counter } = await world();
    await serve(instance(), request(10));
    await table.put({ ...grantsKey(writers.accountId), version: 2, grants: [{ ...basicGrant, id: 'pro' }] as never });
    expect(await serve(instance(), request(10))).toMatchObject({ allowed: true, remaining: 999_940 });
    expect(await counter()).toMatchObject({ limit: 1_000_000 + 1e12, version: 2 });
  });

  test('that was frozen reports what it served before it admits again', async () => {
    const { instance, request, clock, reported } = await world();
    const own = instance();
    await serve(own, request(10), 5);
    clock.ms += 31_000;
    expect(await serve(own, request(10))).toMatchObject({ allowed: true });
    expect(await reported()).toBe(5);
  });

  test('that was fenced begins another usage log, and its unreported units are never billed', async () => {
    const { instance, request, clock, reported, table } = await world();
    const own = instance();
    await serve(own, request(10), 5);
    const { encodeSegment } = await import('../../../shared/domain/usage/segment-codec.ts');
    const at = new Date(clock.ms).toISOString();
    const fence = { instanceId: 'e0000001', number: 1, at, previousHash: '', entries: [] };
    await segmentsOver(table).put(encodeSegment({ ...fence, end: { by: 'fence', consumed: [] } }));
    clock.ms += 49 * 3_600_000;
    expect(await serve(own, request(7))).toMatchObject({ allowed: true });
    await own.close();
    expect([await reported(1), await reported(2)]).toEqual([0, 7]);
  });

  test('that ends lets its calls end, reports them, says what is gone, and admits nobody any more', async () => {
    const { instance, request, table, writers } = await world();
    const own = instance();
    const underWay = await own.admit(request(10));
    const closed = own.close();
    if (underWay.allowed) underWay.commit(4);
    await closed;
    const last = (await segmentsOver(table).read('e0000001', 0)).at(-1);
    expect(last).toMatchObject({
      entries: [{ units: 4 }],
      end: { by: 'instance', consumed: [{ accountId: writers.accountId, periodStart, units: 4 }] },
    });
    await expect(own.admit(request(1))).rejects.toMatchObject({ code: 'metering_unavailable' });
  });

  test('refuses a key that is not known without units, and a free call needs none', async () => {
    const { instance, request, counter } = await world();
    const own = instance();
    expect(await own.admit({ ...request(1), secret: 'tg_live_x' })).toMatchObject({ reason: 'key_invalid' });
    expect(await own.admit({ ...request(1), datasetId: 'nothing' })).toMatchObject({ allowed: false });
    expect(await own.admit(request(0))).toMatchObject({ allowed: true, grantedUnits: 0 });
    expect(await counter()).toBeNull();
  });
});

describe('an app with a share', () => {
  const shared = { ...defaultApp('', new Date(startMs).toISOString()), allowanceShare: 20 };
  /** The share is 2,000 of 10,000 units. */
  async function worldWithShare() {
    const made = await world();
    const { accountId, apps } = made.writers;
    expect(await apps.change({ ...shared, accountId }, { allowanceShare: 20 }, line(accountId))).toBe(true);
    const ofApp = () => countersOver(made.table).read({ accountId, periodStart: shareCounterOf(periodStart) });
    return { ...made, ofApp };
  }

  test('is admitted without any call of the table while units of both counters are held', async () => {
    const { instance, request, state } = await worldWithShare();
    const own = instance();
    await serve(own, request(5));
    state.calls = 0;
    expect(await serve(own, request(5))).toMatchObject({ grantedUnits: 5, remaining: 1_990 });
    expect(state.calls).toBe(0);
  });

  test('is served its share by four instances, and not one unit past it, and takes no unit of its organization once it is used up', async () => {
    const { instance, request, clock, counter, ofApp } = await worldWithShare();
    const all = [instance(), instance(), instance(), instance()];
    let served = 0;
    for (let turn = 0, refused = 0; refused < 40; turn++) {
      clock.ms += 5;
      const own = all[(turn * 7 + (turn >> 3)) % 4]!;
      const admitted = await serve(own, request(1 + (turn % 3)));
      if (admitted.allowed) served += admitted.grantedUnits;
      else {
        refused += 1;
        expect(admitted).toMatchObject({ reason: 'quota_exhausted', isOfApp: true });
      }
      await own.afterAnswer();
    }
    expect(served).toBeLessThanOrEqual(2_000);
    expect(served).toBeGreaterThan(1_900);
    expect(await ofApp()).toMatchObject({ limit: 2_000, free: 0 });
    const before = (await counter())?.free;
    clock.ms += 60_000;
    for (const own of all) await serve(own, request(1_000));
    expect((await counter())?.free).toBe(before);
  });

  test('gives back the leased units of both counters as an instance ends', async () => {
    const { instance, request, counter, ofApp, table } = await worldWithShare();
    const own = instance();
    await serve(own, request(30));
    await own.close();
    await mergerOver(table, () => new Date(startMs))({}, { getRemainingTimeInMillis: () => 900_000 } as never);
    expect(await counter()).toMatchObject({ free: 9_970, retired: 30, entries: {} });
    expect(await ofApp()).toMatchObject({ free: 1_970, retired: 30, entries: {} });
  });

  test('gets what a killed instance had surely not served of its share, by its keys’ rows alone', async () => {
    const { instance, request, clock, ofApp, table, writers } = await worldWithShare();
    const { accountId } = writers;
    await writers.apps.insert({ ...shared, accountId, id: 'app_other', allowanceShare: null }, line(accountId));
    const { secret } = await writers.newKey({ app: 'app_other' });
    const own = instance();
    await serve(own, request(30));
    expect(await serve(own, { ...request(500), secret })).toMatchObject({ grantedUnits: 500 });
    await own.afterAnswer();
    clock.ms += 49 * 3_600_000;
    const merge = mergerOver(table, () => new Date(clock.ms), {}, [accountId]);
    await merge({}, { getRemainingTimeInMillis: () => 900_000 } as never);
    const { retired = 0, entries } = (await ofApp()) ?? {};
    expect(entries).toEqual({});
    expect(retired).toBeGreaterThanOrEqual(30);
    expect(retired).toBeLessThanOrEqual(30 + 2_000 / 100);
  });
});
