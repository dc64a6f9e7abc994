/** Apart from `connect.ts`, so that a function without a table bundles no client for it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { actionsOf, type FunctionAuthority } from './domain/access/authority.ts';
import { readEnv } from './env.ts';
import { dynamoTable } from './storage/table/dynamo-table.ts';
import { failFast } from './storage/table/fail-fast.ts';
import { retryConflicts } from './storage/table/retry-conflicts.ts';
import type { Table } from './storage/table/table.ts';
import { leavingOnly } from './storage/trail/declared-lines.ts';

const patience = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/**
 * The deployment's table, for a function that leaves the trail's lines of its authority and no others. A call that is not answered soon fails, so
 * that the caller hears of it in time; those after it fail at once.
 */
export function connectTable(authority: FunctionAuthority = {}): Table {
  const { TABLE_NAME } = readEnv(['TABLE_NAME']);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3, requestHandler: patience }));
  const table = failFast(dynamoTable({ client, tableName: TABLE_NAME }), { nowMs: () => performance.now() });
  return leavingOnly(retryConflicts(table), actionsOf(authority));
}
