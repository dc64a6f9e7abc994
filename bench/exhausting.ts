import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../datasets/random.ts';
import { startDynamoDbLocal } from '../local/dynamodb-local.ts';
import type { Table } from '../shared/storage/table/table.ts';
import { catalogWith, newBuyer } from '../test/support/chaos/buyers.ts';
import { connectedTable } from '../test/support/chaos/connected-table.ts';
import { type Judged, judge } from '../test/support/chaos/judge.ts';
import { mergerOver } from '../test/support/chaos/merger.ts';
import { type Process, startProcess } from '../test/support/chaos/processes.ts';
import { createTable } from '../test/support/table-schema.ts';
import { localClient } from '../test/support/tables.ts';

/** One run: its quota, its calls, and how many processes are killed. */
export type Exhausting = {
  readonly seed: number;
  /** Units that may be served in the period. */
  readonly quota: number;
  /** The most units of a call; each call uses a part of them. */
  readonly units: number;
  /** The average duration of a call. */
  readonly workMs: number;
  /** How many processes are killed while others continue, about one in three seconds. */
  readonly kills: number;
};

/** The judge's findings, and how long the calls took. */
export type Exhausted = Judged & { readonly seconds: number };

const processes = 8;
const inFlight = 64;
const betweenKillsMs = 3_000;
const hourMs = 3_600_000;
const tableName = 'exhausting';

/** Eight processes with 64 calls in flight each call one key over DynamoDB Local, until its quota is exhausted. Then all usage is rolled up and judged. */
export async function exhausting(wanted: Exhausting): Promise<Exhausted> {
  const dynamoDb = await startDynamoDbLocal();
  const truthFolder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  const { endpoint } = dynamoDb;
  try {
    await createTable(localClient(endpoint), tableName);
    const table = connectedTable({ endpoint, tableName });
    const { accountId, secret } = await newBuyer(table, { ...runningPeriod() });
    const seconds = await callOut({ ...wanted, endpoint, truthFolder, secret });
    await mergeAll(table, wanted.quota);
    const judged = await judge({ table, truthFolder, limits: new Map([[accountId, wanted.quota]]) });
    return { ...judged, seconds };
  } finally {
    rmSync(truthFolder, { recursive: true });
    await dynamoDb.stop();
  }
}

function runningPeriod() {
  const [now, end] = [new Date().toISOString(), new Date(Date.now() + 720 * hourMs).toISOString()];
  return { periodStart: now, periodEnd: end, paidUntil: end, fullUntil: end, graceUntil: end };
}

type Run = Exhausting & { readonly endpoint: string; readonly truthFolder: string; readonly secret: string };

async function callOut({ secret, kills, ...run }: Run): Promise<number> {
  const random = seededRandom(run.seed);
  let started = 0;
  const start = async () => {
    started += 1;
    const name = `p${String(started).padStart(2, '0')}`;
    const { endpoint, truthFolder, quota, seed } = run;
    const own = { endpoint, tableName, truthFolder, allowance: quota, seed: seed + started };
    return startProcess({ name, ...own, clockFile: null, skewMs: 0, heldPercent: 0 });
  };
  const alive = await Promise.all(Array.from({ length: processes }, start));
  const began = performance.now();
  const order = { exhaust: { secret, inFlight, workMs: run.workMs, units: run.units } };
  const calling = new Map<Process, Promise<void>>(alive.map((each) => [each, each.tell(order)]));
  for (let left = kills; left > 0; left--) {
    await sleep(betweenKillsMs * 2 * random.next());
    const [at, next] = [Math.floor(random.next() * processes), await start()];
    await alive[at]?.kill();
    alive[at] = next;
    calling.set(next, next.tell(order));
  }
  await Promise.all(calling.values());
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(alive.map((each) => each.tell({ close: true })));
  await Promise.all(alive.map((each) => each.kill()));
  return seconds;
}

/** Rolls up as if 49 hours had passed, which fences the logs of killed processes, and again 49 hours later, which reclaims their units. */
async function mergeAll(table: Table, quota: number): Promise<void> {
  for (const hours of [49, 98]) {
    await mergerOver(table, { catalog: catalogWith(quota), now: () => Date.now() + hours * hourMs })();
  }
}
