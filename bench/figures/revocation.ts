import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { retryConflicts } from '../../shared/storage/table/retry-conflicts.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { repositoriesOver } from '../../test/support/app-repositories.ts';
import { createTable } from '../../test/support/table-schema.ts';
import { localClient } from '../../test/support/tables.ts';
import type { Bench } from '../figure.ts';
import { lineOf, newPerson, type Person, syncTo } from '../revocation/people.ts';
import { others, type Report, tableName } from '../revocation/setting.ts';

const program = join(import.meta.dirname, '../revocation/instance.ts');
const targetMs = 2_000;
const instances = 4;
const rounds = Number(process.env.ROUNDS ?? 12);
const deeds = ['a key is revoked', 'an account is suspended', 'a webhook’s sync ends access'] as const;

/** How long after the answer the slowest instance still admits a key whose access was taken away; all are processes under load. */
export const run: Bench = async () => {
  const dynamoDb = await startDynamoDbLocal();
  const client = localClient(dynamoDb.endpoint);
  await createTable(client, tableName);
  const table = retryConflicts(dynamoTable({ client, tableName }));
  const children = Array.from({ length: instances }, () => fork(program, [dynamoDb.endpoint], { stdio: 'inherit' }));
  try {
    const late: Record<string, number[]> = {};
    const noise = await busyOthers(table, children);
    for (let round = 0; round < rounds; round++) {
      const deed = deeds[round % deeds.length] ?? deeds[0];
      const worst = await takeAway(table, children, deed);
      late[deed] = [...(late[deed] ?? []), worst];
      console.log(`  ${deed}: last admitted ${worst} ms after the answer`);
    }
    await noise.stop();
    const value = Object.fromEntries(Object.entries(late).map(([deed, all]) => [deed, Math.max(...all)]));
    const peer = {
      'API Gateway, a cached Lambda authorizer': 'until its TTL has passed: 300 s unless set, as AWS documents',
    };
    const ok = Object.values(value).every((ms) => ms <= targetMs);
    return {
      bench: 'revocation',
      value,
      unit: 'ms until refused by every instance',
      target: targetMs,
      peer,
      ratio: null,
      ok,
    };
  } finally {
    for (const child of children) child.kill();
    await dynamoDb.stop();
  }
};

/** Keys that the instances call all the time. One of their accounts changes every 100 ms. */
async function busyOthers(table: Table, children: readonly ChildProcess[]) {
  const people: Person[] = [];
  for (let i = 0; i < others; i++) people.push(await newPerson(table));
  for (const { secret } of people) for (const child of children) child.send({ watch: secret });
  const { changes } = repositoriesOver(table);
  const stopped = new AbortController();
  const announcing = (async () => {
    for (let i = 0; !stopped.signal.aborted; i++) {
      await changes.announce(people[i % others]?.accountId ?? '');
      await sleep(100);
    }
  })();
  const stop = () => {
    stopped.abort();
    return announcing;
  };
  return { stop };
}

/** Returns for how many ms the slowest instance went on admitting after the answer; 0 if none did. */
async function takeAway(
  table: Table,
  children: readonly ChildProcess[],
  deed: (typeof deeds)[number],
): Promise<number> {
  const { accountId, key, secret } = await newPerson(table);
  for (const child of children) child.send({ watch: secret });
  while (!(await reports(children)).every(({ isAdmitted }) => isAdmitted)) await sleep(50);
  const { apiKeys, access } = repositoriesOver(table);
  if (deed === deeds[0]) await apiKeys.revoke(key, new Date().toISOString(), lineOf(accountId));
  else if (deed === deeds[1]) await access.suspend(accountId, lineOf(accountId));
  else await syncTo(table, accountId, []);
  const answeredAt = Date.now();
  await sleep(targetMs + 1_000);
  const found = await allRefused(children);
  return Math.max(0, ...found.map(({ lastAdmittedMs }) => (lastAdmittedMs ?? 0) - answeredAt));
}

/** Every instance's report, once all of them refuse. @throws Error if one still admits a minute later */
async function allRefused(children: readonly ChildProcess[]): Promise<Report[]> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await reports(children);
    if (!found.some(({ isAdmitted }) => isAdmitted)) return found;
    await sleep(100);
  }
  throw new Error('An instance still admits what was taken away a minute ago.');
}

/** Every instance's report on the key that it was sent last. */
const reports = (children: readonly ChildProcess[]): Promise<Report[]> =>
  Promise.all(
    children.map(async (child) => {
      child.send({ report: true });
      const [report] = await once(child, 'message');
      return report as Report;
    }),
  );
