import { expect, test } from 'vitest';
import type { Segment, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import { instanceKey } from '../../shared/storage/item-keys.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageOver } from '../../shared/storage/usage/usage.ts';
import { hours, mergerOver, newTable, periodStart, start } from './metering.ts';

const instanceId = 'env00001';
const entry: SegmentEntry = {
  ...{ accountId: 'acct-1', periodStart, day: '2026-11-24', keyId: 'key_1', datasetId: 'posts', units: 5, calls: 1 },
};

/** A run by the clock: the merger says nothing of interest. */
const run = (merger: ReturnType<typeof mergerOver>) => merger({} as never, {} as never);

test('a registration and a note of progress that land late, after a log was merged and forgotten, bill nothing twice', async () => {
  const table = newTable();
  const segments = segmentsOver(table);
  const at = start.toISOString();
  let previousHash = '';
  const put = async (number: number, over: Partial<Segment> = {}) => {
    const fixed = encodeSegment({ instanceId, number, at, previousHash, entries: [entry], ...over });
    previousHash = fixed.hash;
    expect(await segments.put(fixed)).toBe('acknowledged');
  };
  await segments.register(instanceId, at);
  await put(1);
  await put(2);
  const merger = mergerOver(table, () => hours(1));
  await run(merger);
  await put(3, { end: { by: 'instance', consumed: [] } });
  await run(merger);
  expect(await segments.instances()).toEqual([]);

  await table.put({ ...instanceKey(instanceId), at });
  await segments.setMerged(instanceId, 2);
  await run(merger);

  expect(await batchesOver(table).last()).toMatchObject({ number: 2, ranges: { [instanceId]: { from: 2, to: 3 } } });
  expect(await segments.instances()).toEqual([]);
  const { rows } = await usageOver(table).list('acct-1', { limit: 10 });
  expect(rows.reduce((sum, { units }) => sum + units, 0)).toBe(15);
});
