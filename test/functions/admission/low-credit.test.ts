import { expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { AdmissionInstance } from '../../../shared/services/metering/instance.ts';
import { notifyingLowCredit, notingLowCredit } from '../../../shared/services/metering/low-credit.ts';
import { counterKey, grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';

const id = { accountId: 'acc_1', periodStart: 'CREDIT' };

/** Credit of 100 units with a top-up threshold of 40, and an instance that only notifies. */
async function world() {
  const table = memoryTable();
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  await countersOver(table).open(id, { units: 100, version: 1 });
  await table.update(counterKey(id.accountId, id.periodStart), { set: { topUpBelow: 40 } });
  const { counters, low } = notingLowCredit(countersOver(table));
  const state = { ms: 0, isAway: false, sent: [] as string[] };
  const queue = {
    async send({ accountId }: { accountId: string }) {
      if (state.isAway) throw new AppError('unavailable', 'The queue is away.');
      state.sent.push(accountId);
    },
  };
  const nothing = { afterAnswer: async () => {} } as unknown as AdmissionInstance;
  const instance = notifyingLowCredit(nothing, { low, queue, now: () => state.ms });
  let entry = 0;
  const take = async (units: number) => {
    await counters.take({ ...id, instanceId: 'e0000001', units, entry, settled: 0, limit: 100 });
    entry += units;
  };
  return { state, instance, take, counters };
}

test('an instance that takes credit below its threshold asks for a top-up after the answer, once a minute; above it, for none', async () => {
  const { state, instance, take } = await world();
  await take(60);
  await instance.afterAnswer();
  expect(state.sent).toEqual([]);
  await take(1);
  expect(state.sent).toEqual([]);
  await instance.afterAnswer();
  await take(1);
  await instance.afterAnswer();
  expect(state.sent).toEqual(['acc_1']);
  state.ms += 60_000;
  await instance.afterAnswer();
  expect(state.sent).toEqual(['acc_1', 'acc_1']);
  state.ms += 60_000;
  await instance.afterAnswer();
  expect(state.sent).toEqual(['acc_1', 'acc_1']);
});

test('an instance that finds nothing left asks too, and a failed request is sent after the next answer', async () => {
  const { state, instance, take, counters } = await world();
  await take(100);
  await counters.read(id);
  state.isAway = true;
  await expect(instance.afterAnswer()).rejects.toThrow('The queue is away.');
  state.isAway = false;
  await instance.afterAnswer();
  expect(state.sent).toEqual(['acc_1']);
});
