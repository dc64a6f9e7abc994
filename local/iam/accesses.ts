import * as z from 'zod';
import { awsAccount, region } from '../host/intrinsics.ts';
import type { Access } from './statements.ts';

/** By table: the attributes of its partition key under '' and of each index's under the index's name. */
export type PartitionKeys = ReadonlyMap<string, Readonly<Record<string, string>>>;

const Attributes = z.record(z.string(), z.record(z.string(), z.unknown()));
const Operation = z.looseObject({
  TableName: z.string().transform((name) => name.split('/').at(-1) ?? name),
  IndexName: z.string().optional(),
  Key: Attributes.optional(),
  Item: Attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: Attributes.default({}),
});
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), Operation)) });

/** The one statement that the storage port sends: its tuple begins with the partition key, as a parameter (`dynamo-requests.ts`). */
const Statement = z.object({
  Statement: z.string(),
  Parameters: z.array(z.record(z.string(), z.unknown())).default([]),
});
const insert = /^INSERT INTO "([^"]+)" VALUE \{'(\w+)': \?(?:, '\w+': \?)*\}$/;

const Batch = z.object({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(Attributes) })) });

const innerActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * The accesses of a DynamoDB request: one for each part of a transaction, one for each key of a batch of reads. An unknown request is one
 * access without keys, which a policy with leading keys does not allow.
 */
export function accessesOf(action: string, input: unknown, keys: PartitionKeys): Access[] {
  if (action === 'TransactWriteItems' || action === 'TransactGetItems')
    return Transaction.parse(input).TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, operation]) => accessOf(innerActions[kind] ?? kind, operation, keys)),
    );
  if (action === 'BatchGetItem')
    return Object.entries(Batch.parse(input).RequestItems).flatMap(([TableName, { Keys }]) =>
      Keys.map((Key) => accessOf(action, Operation.parse({ TableName, Key }), keys)),
    );
  if (action === 'ExecuteStatement') return [insertIn(input, keys)];
  const operation = Operation.safeParse(input);
  if (operation.success) return [accessOf(action, operation.data, keys)];
  return [{ action: `dynamodb:${action}`, resource: arnOf('*'), leadingKeys: [] }];
}

/** Any statement but that INSERT is an action that no policy grants. */
function insertIn(input: unknown, keys: PartitionKeys): Access {
  const { Statement: text, Parameters } = Statement.parse(input);
  const [, table = '', attribute = ''] = insert.exec(text) ?? [];
  const isTwice = text.split(`'${attribute}'`).length > 2;
  if (isTwice || Parameters.length === 0 || keys.get(table)?.[''] !== attribute)
    return { action: `PartiQL: ${text}`, resource: arnOf('*'), leadingKeys: [] };
  return accessOf('PartiQLInsert', Operation.parse({ TableName: table, Key: { [attribute]: Parameters[0] } }), keys);
}

function accessOf(action: string, operation: z.infer<typeof Operation>, keys: PartitionKeys): Access {
  const { TableName, IndexName = '', Key, Item } = operation;
  const name = keys.get(TableName)?.[IndexName] ?? '';
  const value = (Key ?? Item)?.[name] ?? valueInCondition(operation, name);
  const key = value && Object.values(value)[0];
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(IndexName ? `${TableName}/index/${IndexName}` : TableName),
    leadingKeys: key === undefined ? [] : [String(key)],
  };
}

/** The value that a query's key condition compares the partition key with. */
function valueInCondition(operation: z.infer<typeof Operation>, name: string) {
  const { KeyConditionExpression = '', ExpressionAttributeNames, ExpressionAttributeValues } = operation;
  for (const [, left = '', right = ''] of KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((ExpressionAttributeNames[left] ?? left) === name) return ExpressionAttributeValues[right];
  return undefined;
}

const arnOf = (table: string): string => `arn:aws:dynamodb:${region}:${awsAccount}:table/${table}`;
