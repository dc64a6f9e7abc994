import { expect, it } from 'vitest';
import { always } from '../../../shared/cached.ts';
import { AppError } from '../../../shared/errors.ts';
import { admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { knownCallers } from '../../../shared/services/metering/known-callers.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { askingForSyncs } from '../../../shared/services/metering/passed-periods.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import catalog from '../../../tollgate.config.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { published } from '../../support/peppers.ts';
import { basicGrant, startMs, writersOver } from './callers-world.ts';

/** An instance with a caller whose period ends on 24 December, and a queue that may be unavailable. */
async function instanceWithQueue() {
  const table = memoryTable();
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  const state = { time: startMs + 1_000, isAway: false, sent: [] as string[] };
  const now = () => state.time;
  const peppers = always(published({ 1: 'a pepper that nobody else can know' }));
  const callers = knownCallers({ ...repositoriesOver(table), catalog, peppers, nowMs: now });
  const storage = { counters: countersOver(table), segments: segmentsOver(table) };
  const meter = createMeter({ ...storage, now, newInstanceId: () => 'e0000001' });
  const instance = askingForSyncs(admissionInstance({ catalog, callers, limiters: createKeyLimiters(), meter, now }), {
    queue: {
      async send(_message, deduplicationId) {
        if (state.isAway) throw new AppError('unavailable', 'The queue is away.');
        state.sent.push(deduplicationId);
      },
    },
    now: () => new Date(now()),
  });
  const call = { secret, address: '192.0.2.1', datasetId: 'posts', unitsWanted: 1, weight: 1 };
  const serve = async () => {
    const admission = await instance.admit(call);
    if (admission.allowed) admission.commit(1);
    return admission.allowed;
  };
  return { state, serve, instance };
}

it('a call admitted on an assumed period asks for one sync after the answer; before the period has passed none does', async () => {
  const { state, serve, instance } = await instanceWithQueue();
  await serve();
  await instance.afterAnswer();
  expect(state.sent).toEqual([]);
  state.time = Date.parse('2026-12-24T12:00:01.000Z');
  expect(await serve()).toBe(true);
  expect(state.sent).toEqual([]);
  await instance.afterAnswer();
  await serve();
  await instance.afterAnswer();
  expect(state.sent).toEqual([`sub_1_${Date.parse('2026-12-24T12:00:00.000Z') / 1000}`]);
});

it('a sync that could not be asked for is asked for after the next answer', async () => {
  const { state, serve, instance } = await instanceWithQueue();
  state.time = Date.parse('2026-12-24T12:00:01.000Z');
  state.isAway = true;
  expect(await serve()).toBe(true);
  await expect(instance.afterAnswer()).rejects.toThrow('The queue is away');
  state.isAway = false;
  await instance.afterAnswer();
  expect(state.sent).toHaveLength(1);
});
