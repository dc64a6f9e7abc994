import { expect, test } from 'vitest';
import { meterOf } from '../../../functions/admission/meter.ts';
import { encodeSegment } from '../../../shared/domain/usage/segment-codec.ts';
import { type Counters, countersOver } from '../../../shared/storage/counters.ts';
import { grantsKey } from '../../../shared/storage/keys.ts';
import { memoryTable } from '../../../shared/storage/memory-table.ts';
import { segmentsOver } from '../../../shared/storage/segments.ts';

const id = { accountId: 'acct_1', periodStart: '2026-11-01T00:00:00.000Z' };
const quota = { ...id, limit: 100, version: 1, account: {} };

test('an environment that ends while a take is under way takes nothing more, whatever became of that one', async () => {
  const table = memoryTable();
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  const real = countersOver(table);
  const sent = Promise.withResolvers<void>();
  const arrival = Promise.withResolvers<void>();
  const take: Counters['take'] = async (asked) => {
    sent.resolve();
    await arrival.promise;
    return real.take(asked);
  };
  const meter = meterOf({
    counters: { ...real, take },
    segments: segmentsOver(table),
    now: () => Date.parse('2026-11-24T12:00:00.000Z'),
    newEnvironmentId: () => 'ending01',
  });
  const prepared = meter.prepare(quota, 1);
  await sent.promise;
  await meter.close();
  await real.take({ ...id, environmentId: 'another1', units: 1, entry: 0, settled: 0, limit: 100 });
  await real.settle(id, { environmentId: 'another1', entry: 1, gone: 0 });
  arrival.resolve();
  expect(await prepared).toBe('unavailable');
  expect((await real.read(id))?.entries).toEqual({});
});

test('an environment whose take stood still for two days takes nothing more under an id whose chain was sealed meanwhile', async () => {
  const table = memoryTable();
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  const real = countersOver(table);
  const segments = segmentsOver(table);
  let ms = Date.parse('2026-11-24T12:00:00.000Z');
  let lives = 0;
  let isFirst = true;
  const take: Counters['take'] = async (asked) => {
    if (isFirst) {
      isFirst = false;
      ms += 49 * 3_600_000;
      const seal = {
        environmentId: 'frozen01',
        number: 1,
        at: new Date(ms).toISOString(),
        previousHash: '',
        entries: [],
      };
      await segments.put(encodeSegment({ ...seal, end: { by: 'seal', gone: [] } }));
      await real.take({ ...id, environmentId: 'another1', units: 1, entry: 0, settled: 0, limit: 100 });
      await real.settle(id, { environmentId: 'another1', entry: 1, gone: 0 });
    }
    return real.take(asked);
  };
  const newEnvironmentId = () => `frozen0${++lives}`;
  const meter = meterOf({ counters: { ...real, take }, segments, now: () => ms, newEnvironmentId });
  expect(await meter.prepare(quota, 1)).toBe('ready');
  expect(Object.keys((await real.read(id))?.entries ?? {})).toEqual(['frozen02']);
});
