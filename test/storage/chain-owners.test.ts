/** The owners of all chains, as `npm run invariants` finds them in a table. */
import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { chainOwnersOver } from '../../cli/invariants/chains.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { trailHeadKey, trailLineKey, trailNameKey } from '../../shared/storage/trail/trail-keys.ts';
import { createTable } from '../support/table-schema.ts';
import { localClient } from '../support/tables.ts';

test('every chain is found by its lines or by its end alone, in a table of many pages, and nothing else is taken for one', async () => {
  const client = localClient(inject('dynamoDbEndpoint'));
  const tableName = `test-${randomUUID()}`;
  await createTable(client, tableName);
  const table = dynamoTable({ client, tableName });
  const filler = 'x'.repeat(350_000);
  for (let i = 0; i < 8; i++) {
    await table.put({ pk: `ENVIRONMENT#${i}`, sk: '00000001', body: filler });
    await table.put({ ...trailLineKey(`per_${i}`, 1), id: `line-${i}` });
  }
  await table.put({ ...trailHeadKey('per_without_lines'), seq: 1, hash: 'h' });
  await table.put({ ...trailNameKey('acc_without_chain', 'n1'), name: 'Ada' });
  const owners = await chainOwnersOver(client, tableName)();
  expect([...owners].toSorted()).toEqual([...Array.from({ length: 8 }, (_, i) => `per_${i}`), 'per_without_lines']);
});
