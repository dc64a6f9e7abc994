import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { grantsKey, instanceKey, segmentKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import catalog from '../../../tollgate.config.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { judge } from '../../support/chaos/judge.ts';
import { mergerOver } from '../../support/chaos/merger.ts';
import { truthLog } from '../../support/chaos/truth.ts';
import { startMs, writersOver } from './callers-world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-judge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const periodStart = '2026-11-24T12:00:00.000Z';
const instanceId = 'p0100001';

type Deeds = {
  /** Units of calls that were served and counted, one a second. */
  readonly reported: readonly number[];
  /** Units of calls that were served before these and not counted. */
  readonly unreported?: readonly number[];
  /** Units of calls that were counted and not served. */
  readonly unserved?: readonly number[];
  readonly isKilled?: boolean;
};

/** Judges one process with these calls. It ended itself, or was killed and fenced two days later, and was rolled up. */
async function judged(
  { reported, unreported = [], unserved = [], isKilled = false }: Deeds,
  change: (world: World) => unknown = () => {},
) {
  const table = memoryTable();
  const { accountId } = await writersOver(table);
  await table.put({ ...grantsKey(accountId), version: 1, grants: [] });
  const truthFolder = mkdtempSync(join(folder, 'truth-'));
  const truth = truthLog(truthFolder, 'p01');
  let ms = startMs;
  const { counters, segments } = repositoriesOver(table);
  const newInstanceId = () => {
    truth.began(instanceId);
    return instanceId;
  };
  const meter = createMeter({ counters, segments, now: () => ms, newInstanceId });
  const quota = { accountId, periodStart, limit: 1_000, version: 1, account: {} };
  await meter.prepare(quota, 100);
  const note = (units: number) => truth.served(truth.admitted({ accountId, periodStart, keyId, at: ms }), units, ms);
  for (const units of unreported) note(units);
  for (const units of [...unserved, ...reported]) {
    ms += 1_000;
    const call = { quota, keyId, datasetId: 'posts', day: '2026-11-24' };
    await meter.prepare(quota, units);
    const reserved = meter.reserve(call, { most: units, least: units });
    if (reported.includes(units)) note(units);
    reserved!.commit(units);
    await meter.afterAnswer();
  }
  ms += 11_000;
  await (isKilled ? meter.afterAnswer() : meter.close());
  if (isKilled) ms += 49 * 3_600_000;
  const merge = mergerOver(table, { catalog, now: () => ms });
  await merge();
  await change({ table, merge });
  return judge({ table, truthFolder, limits: new Map([[accountId, 1_000]]), shares: new Map([[keyId, 500]]) });
}
const keyId = 'key_000000000000';
type World = { readonly table: Table; merge(): Promise<unknown> };

test('nothing is wrong where all that was served is billed', async () => {
  const seen = await judged({ reported: [5, 7] });
  expect(seen).toEqual({ served: 12, billed: 12, lost: 0, mayBeLost: 0, longestLossMs: 0, wrong: [] });
});

test('units of a killed process from its last seconds may be lost, and are counted', async () => {
  const seen = await judged({ unreported: [3], reported: [5], isKilled: true });
  expect(seen).toMatchObject({ served: 8, billed: 5, lost: 3, mayBeLost: 8, wrong: [] });
});

test('a process that ended itself may lose nothing', async () => {
  const seen = await judged({ unreported: [3], reported: [5] });
  expect(seen.wrong).toEqual([`p01 as ${instanceId}: 3 of 8 units are lost, 0 may be`]);
});

test('units older than 30 seconds may not be lost', async () => {
  const seen = await judged({ unreported: [300], reported: Array.from({ length: 40 }, () => 1), isKilled: true });
  expect(seen.wrong).toEqual([`p01 as ${instanceId}: 300 of 340 units are lost, 31 may be`]);
});

test('billing what was not served is seen', async () => {
  const seen = await judged({ unserved: [4], reported: [5] });
  expect(seen.wrong).toContain(`p01 served 5 units as ${instanceId}, and 9 are billed`);
});

test('a segment that is merged twice is seen, in its batches and in its days', async () => {
  const seen = await judged({ reported: [5] }, async ({ table, merge }) => {
    await table.put({ ...instanceKey(instanceId), at: periodStart });
    await table.update(segmentKey(instanceId, 1), { remove: ['forgotten'] });
    await merge();
  });
  expect(seen.wrong).toHaveLength(2);
  expect(seen.wrong[0]).toMatch(`begins ${instanceId} after 0 instead of`);
  expect(seen.wrong[1]).toMatch('days of usage say 10, segments 5');
});

test('serving past a limit is seen', async () => {
  const past = await judged({ unreported: [1_200], reported: [5] });
  expect(past.wrong.some((each) => each.includes('1205 units served of 1000'))).toBe(true);
});

test('serving past a share is seen', async () => {
  const past = await judged({ unreported: [600], reported: [5], isKilled: true });
  expect(past.wrong).toContain(`${keyId} ${periodStart}: 605 units served of 500`);
});
