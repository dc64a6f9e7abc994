import { randomUUID } from 'node:crypto';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { createTable } from './table-schema.ts';

/** A client of the DynamoDB at `endpoint` that needs no account. */
export function localClient(endpoint: string, config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, ...config }));
}

/** The port over a new, empty table of the DynamoDB Local at `endpoint`. */
export async function newDynamoTable(endpoint: string): Promise<Table> {
  const client = localClient(endpoint);
  const tableName = `test-${randomUUID()}`;
  await createTable(client, tableName);
  return dynamoTable({ client, tableName });
}
