import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import type { Sink } from './seed.ts';

/** The most items of one request, by DynamoDB's API reference of BatchWriteItem. */
const maxItems = 25;
const requestsAtOnce = 8;
const maxTries = 10;

/** Puts items into a table of DynamoDB, 25 a request. Items that it leaves for later are sent again. */
export const batchWrites =
  (client: DynamoDBDocumentClient, tableName: string): Sink =>
  async (items) => {
    const batches = Array.from({ length: Math.ceil(items.length / maxItems) }, (_, i) =>
      items.slice(i * maxItems, (i + 1) * maxItems),
    );
    await mapConcurrent(requestsAtOnce, batches, (batch) => put(client, tableName, batch));
  };

async function put(client: DynamoDBDocumentClient, tableName: string, batch: readonly Item[]): Promise<void> {
  let left: RequestItems = { [tableName]: batch.map((item) => ({ PutRequest: { Item: item } })) };
  for (let tries = 1; (left[tableName]?.length ?? 0) > 0; tries++) {
    if (tries > maxTries) throw new Error(`DynamoDB left items unwritten ${maxTries} times in a row.`);
    left = (await client.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems ?? {};
  }
}

type RequestItems = NonNullable<BatchWriteCommand['input']['RequestItems']>;
