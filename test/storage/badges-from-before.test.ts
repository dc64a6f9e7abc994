/** Badges and grants as they were written before public pages had a part of their own (decision 0091). */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type BadgeApplication, undecided } from '../../shared/domain/badges/badge.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { showAgain } from '../../shared/storage/badges/show-again.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { accountKey, badgeKey, grantsKey, listed } from '../../shared/storage/item-keys.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Key, Table } from '../../shared/storage/table/table.ts';
import { grantOf } from '../functions/badge-review/world.ts';
import { createTable } from '../support/table-schema.ts';
import { localClient } from '../support/tables.ts';

const at = '2026-11-26T08:00:00.000Z';
const accountId = 'acc_ada';
const approved: BadgeApplication = {
  ...undecided,
  ...{ handle: 'ada', accountId, email: 'ada@holder.example', badge: 'verified', kind: 'person', picture: null },
  ...{ displayName: 'Ada', url: 'https://ada.example/', state: 'approved', reason: null, appliedAt: at },
  ...{ decidedAt: at, firstApprovedAt: at, version: 1 },
};
const waiting: BadgeApplication = {
  ...approved,
  ...{ handle: 'eve', badge: 'other', state: 'in_review', decidedAt: null, firstApprovedAt: null },
};
const line = { id: 'line', accountId, at, action: 'test', actor: 'tollgate' as const, detail: {} };

/** The table as the version before left it: no item has the part. */
async function leftBefore(table: Table) {
  const badges = badgesOver(table, async (handle) => handle);
  await table.put({ ...accountKey(accountId), ...listed('ACCOUNT', `${at}#${accountId}`), id: accountId });
  await badges.insert(approved, line);
  await badges.insert(waiting, { ...line, id: 'line 2' });
  await accessStatesOver(table).grant(accountId, { version: 1, grants: [grantOf()] });
  for (const key of [badgeKey('ada'), grantsKey(accountId)]) await withoutPart(table, key);
  return badgeReadsOver(table);
}
const withoutPart = (table: Table, key: Key) => table.update(key, { remove: ['shown'] });

describe('badges from before', () => {
  test('are shown again with what pays for them, once, and one that waits for its review is not', async () => {
    const table = memoryTable();
    const reads = await leftBefore(table);
    expect(await reads.read(['ada', 'eve'])).toEqual([null, null]);
    expect(await showAgain(table)).toEqual({ badges: 1, grants: 1 });
    const [ada, eve] = await reads.read(['ada', 'eve']);
    expect(ada).toMatchObject({
      application: { displayName: 'Ada', url: approved.url },
      access: { grants: [{ kind: 'badge' }] },
    });
    expect(eve).toBeNull();
    expect(await showAgain(table)).toEqual({ badges: 0, grants: 0 });
  });

  test('a part that the version before left behind a change is not believed, and is corrected', async () => {
    const table = memoryTable();
    const reads = await leftBefore(table);
    await showAgain(table);
    await table.update(badgeKey('ada'), { set: { state: 'revoked', reason: 'private' }, add: { version: 1 } });
    expect(await reads.read(['ada'])).toEqual([null]);
    expect(await showAgain(table)).toEqual({ badges: 1, grants: 0 });
    expect(await reads.read(['ada'])).toMatchObject([{ application: { state: 'revoked', reason: null, url: '' } }]);
  });
});

describe('npm run badges -- show', () => {
  const tableName = `test-${randomUUID()}`;
  const run = (...args: readonly string[]) => {
    const env = {
      ...{
        PATH: process.env.PATH,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
      AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbEndpoint'),
    };
    const command = promisify(execFile)(process.execPath, ['cli/badges.ts', ...args], { env });
    return command.catch((error: { stdout: string; stderr: string }) => error);
  };
  let table: Table;
  beforeAll(async () => {
    const client = localClient(inject('dynamoDbEndpoint'));
    await createTable(client, tableName);
    table = dynamoTable({ client, tableName });
  });

  test('shows the badges of a stage again, and says how many', async () => {
    const reads = await leftBefore(table);
    const { stdout } = await run('show', '--stage', 'dev', '--table', tableName);
    expect(stdout).toBe('Shown again: 1 badges, and the grants of 1 accounts.\n');
    expect(await reads.read(['ada'])).toMatchObject([{ application: { handle: 'ada' }, access: { suspended: false } }]);
  }, 60_000);

  test('says how it is used', async () => {
    expect((await run('hide')).stderr).toMatch(/^badges: Usage: npm run badges -- show/);
    expect((await run('show', '--stage', 'dev')).stderr).toMatch(/give --table too/);
  }, 60_000);
});
