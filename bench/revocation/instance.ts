/** One instance under load, as a process: `node instance.ts ENDPOINT`, with DynamoDB Local at the endpoint. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { localClient } from '../../test/support/tables.ts';
import { callersOver } from '../callers.ts';
import { others, tableName } from './setting.ts';

/** Calls every key that it was sent, over and over, as a hot-path function would. It reports on the last of them. */
async function callOverAndOver(endpoint: string): Promise<void> {
  const callers = callersOver(dynamoTable({ client: localClient(endpoint), tableName }), Date.now);
  const secrets: string[] = [];
  let last = { lastAdmittedMs: null as number | null, isAdmitted: false };
  process.on('message', (order: { watch?: string; report?: true }) => {
    if (order.report) process.send?.({ index: secrets.length, ...last });
    if (order.watch === undefined) return;
    secrets.push(order.watch);
    last = { lastAdmittedMs: null, isAdmitted: false };
  });
  for (;;) {
    for (const secret of secrets.slice(-others - 1)) {
      const admittedMs = await admittedAt(callers, secret);
      if (secret !== secrets.at(-1)) continue;
      last = { lastAdmittedMs: admittedMs ?? last.lastAdmittedMs, isAdmitted: admittedMs !== null };
    }
    await Promise.all([sleep(2), callers.refresh(1_000).catch(tolerated)]);
  }
}

/** The time (epoch ms) at which the key was admitted, which is also the time of the check; null if it was refused. */
async function admittedAt(callers: ReturnType<typeof callersOver>, secret: string): Promise<number | null> {
  if (callers.peek(secret, Date.now()) === undefined) await callers.find(secret).catch(tolerated);
  const now = Date.now();
  const caller = callers.peek(secret, now);
  if (!caller?.isInForce(now) || caller.account.state.suspended) return null;
  return caller.account.entitlementAt(now).access === 'none' ? null : now;
}

/** A table that does not answer means 503 to a caller, not a wrong admission. */
function tolerated(error: unknown): null {
  if (error instanceof StorageUnavailable) return null;
  throw error;
}

await callOverAndOver(process.argv[2] ?? '');
