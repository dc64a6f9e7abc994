import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { newQuotaFile } from './better-auth-api-key.ts';
import { countingClient, createKeyedTable } from './counting-client.ts';
import { limitsTable, type QuotaPeer } from './quota-peer.ts';

type Load = { readonly quota: number; readonly processes: number; readonly inFlight: number };

/** Calls that better-auth lets through of a quota of `quota`. All processes share one SQLite file in WAL mode. */
export async function servedByBetterAuth(load: Load): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  try {
    const target = join(folder, 'keys.db');
    const secret = await newQuotaFile(target, load.quota);
    return await servedBy({ ...load, peer: 'better-auth', target, secret });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Calls that rate-limiter-flexible lets through, over one DynamoDB Local. */
export async function servedByLimiter(load: Load): Promise<number> {
  const dynamoDb = await startDynamoDbLocal();
  try {
    await createKeyedTable(countingClient(dynamoDb.endpoint).client, limitsTable, 'key');
    return await servedBy({ ...load, peer: 'rate-limiter-flexible', target: dynamoDb.endpoint, secret: 'key-1' });
  } finally {
    await dynamoDb.stop();
  }
}

async function servedBy({ processes, ...peer }: QuotaPeer & Pick<Load, 'processes'>): Promise<number> {
  const program = join(import.meta.dirname, 'quota-process.ts');
  const children = Array.from({ length: processes }, () => fork(program, [JSON.stringify(peer)], { execArgv: [] }));
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    const served = children.map(async (child) => {
      const answer = once(child, 'message');
      child.send({ go: true });
      const [{ served: own }] = (await answer) as [{ readonly served: number }];
      return own;
    });
    return (await Promise.all(served)).reduce((sum, own) => sum + own, 0);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}
