import { expect, test } from 'vitest';
import { recordHash } from '../../../shared/domain/usage/served.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { repeatsOver } from '../../../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import { faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';

const of = { accountId: 'acct_1', periodStart: '2026-11-01T00:00:00.000Z' };
const quota = { ...of, limit: null, version: 1, account: {} };
const row = { keyId: 'key_1', datasetId: 'posts', day: '2026-11-24' };
const never = () => Promise.reject(new Error('There is no counter'));

/** An instance under a plan without a limit, which has served these records. */
async function served(...reads: readonly (readonly string[])[]) {
  const calls = faultyCalls();
  const table = memoryTable();
  const meter = createMeter({
    counters: { read: never, open: never, take: never, relimit: never },
    segments: segmentsOver(faultyTable(table, calls)),
    now: () => Date.parse('2026-11-24T12:00:00.000Z'),
    newInstanceId: () => 'serving1',
  });
  await meter.prepare(quota, 1);
  for (const ids of reads) {
    const reserved = meter.reserve({ quota, ...row }, { most: 10, least: 1 });
    reserved!.commit(ids.length * 2, { ids, weight: 2 });
  }
  const put = () => repeatsOver(table).served({ ...of, day: row.day });
  const usageLog = () => segmentsOver(table).read('serving1', 0);
  return { calls, meter, put, usageLog };
}

test('records lie beside the segment that reports them, each different one once, with how many were served', async () => {
  const { meter, put, usageLog } = await served(['a', 'b', 'a'], ['b', 'c']);
  await meter.report();
  const [part, ...others] = await put();
  expect(others).toEqual([]);
  expect(part).toMatchObject({ ...of, instanceId: 'serving1', number: 1, weight: 2, records: 5 });
  expect([...part!.hashes]).toEqual(['a', 'b', 'c'].map((id) => recordHash('posts', id)));
  expect(await usageLog()).toMatchObject([{ entries: [{ units: 10, calls: 2 }] }]);
});

test('a segment is put only once its records are, and whatever call of both is lost, the next report sends the same', async () => {
  const whole = await served(['a'], ['a', 'b']);
  whole.calls.reset();
  await whole.meter.report();
  expect(whole.calls.reset()).toEqual(['table put SERVED', 'table put ENVIRONMENT']);
  for (const at of [1, 2])
    for (const kind of ['before', 'after'] as const) {
      const { calls, meter, put, usageLog } = await served(['a'], ['a', 'b']);
      calls.arm({ at, kind });
      await expect(meter.report()).rejects.toThrow();
      expect(await usageLog()).toHaveLength(at === 2 && kind === 'after' ? 1 : 0);
      calls.reset();
      await meter.report();
      expect(await put()).toEqual(await whole.put());
      expect(await usageLog()).toEqual(await whole.usageLog());
    }
});

test('calls that name no records put none', async () => {
  const { meter, put } = await served();
  meter.reserve({ quota, ...row }, { most: 10, least: 1 })!.commit(10);
  await meter.report();
  expect(await put()).toEqual([]);
});
