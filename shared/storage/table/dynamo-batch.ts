import { BatchGetCommand, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { answerOf, type Connection } from './dynamo-connection.ts';
import { projectionExpressions } from './dynamo-expressions.ts';
import { keyText } from './item.ts';
import { type ConsumedCapacity, type Item, type Key, type Projection, StorageUnavailable } from './table.ts';

const attempts = 5;
const firstDelayMs = 10;

/**
 * The items of these keys in their order. DynamoDB may leave some for later (throttled, or more than 16 MB).
 * Those are requested again with growing, jittered delays, as its Developer Guide says. Items still missing after the last try throw
 * StorageUnavailable.
 */
export async function getAll(
  connection: Connection,
  keys: readonly Key[],
  { attributes }: Projection = {},
): Promise<ConsumedCapacity & { readonly items: readonly (Item | undefined)[] }> {
  const found = new Map<string, Item>();
  let left: readonly Key[] = keys;
  let readUnits = 0;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { items, unread, units } = await readOnce(connection, left, attributes);
    for (const item of items) found.set(keyText(item), item);
    readUnits += units;
    left = unread;
    if (left.length === 0) return { readUnits, writeUnits: 0, items: keys.map((key) => found.get(keyText(key))) };
    await new Promise((resolve) => setTimeout(resolve, Math.random() * firstDelayMs * 2 ** attempt));
  }
  throw new StorageUnavailable(
    new Error(`${left.length} items of a batch were left unread ${attempts} times in a row`),
  );
}

async function readOnce({ client, tableName }: Connection, keys: readonly Key[], attributes?: readonly string[]) {
  const command = new BatchGetCommand({
    RequestItems: { [tableName]: { Keys: [...keys], ConsistentRead: true, ...projectionExpressions(attributes) } },
    ReturnConsumedCapacity: 'TOTAL',
  });
  const answer: BatchGetCommandOutput = await answerOf(client.send(command));
  const units = (answer.ConsumedCapacity ?? []).reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return {
    items: (answer.Responses?.[tableName] ?? []) as Item[],
    unread: (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[],
    units,
  };
}
