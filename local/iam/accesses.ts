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
  ProjectionExpression: z.string().optional(),
  AttributesToGet: z.array(z.string()).optional(),
  Select: z.string().optional(),
});
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), Operation)) });

type Asked = z.infer<typeof Operation>;

/** The one statement that the storage port sends: its tuple begins with the partition key, as a parameter (`dynamo-requests.ts`). */
const Statement = z.object({
  Statement: z.string(),
  Parameters: z.array(z.record(z.string(), z.unknown())).default([]),
});
const insert = /^INSERT INTO "([^"]+)" VALUE \{'(\w+)': \?(?:, '\w+': \?)*\}$/;

const Batch = z.object({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(Attributes).min(1) })) });

const innerActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * The accesses of a DynamoDB request: one for each part of a transaction. A batch of reads of one table is one with all its keys, so one statement
 * must allow them all. An unknown request is one access without keys, which a policy with leading keys does not allow.
 */
export function accessesOf(action: string, input: unknown, keys: PartitionKeys): Access[] {
  if (action === 'TransactWriteItems' || action === 'TransactGetItems')
    return Transaction.parse(input).TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, operation]) => accessOf(innerActions[kind] ?? kind, operation, keys)),
    );
  if (action === 'BatchGetItem')
    return Object.entries(Batch.parse(input).RequestItems).map(([TableName, { Keys, ...asked }]) => {
      const each = Keys.map((Key) => accessOf(action, Operation.parse({ ...asked, TableName, Key }), keys));
      return { ...each[0], leadingKeys: each.flatMap(({ leadingKeys }) => leadingKeys) } as Access;
    });
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
    context: { 'dynamodb:Attributes': attributesOf(operation), 'dynamodb:Select': operation.Select ?? [] },
  };
}

/**
 * The top-level attributes that a read names. The documents do not say whether filters and conditions count, so here they do not: what is granted
 * by attributes must hold without that. Nor do they say which `Select` a read by key has, so here it has none.
 * Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
function attributesOf({ ProjectionExpression = '', AttributesToGet = [], ExpressionAttributeNames }: Asked): string[] {
  const paths = ProjectionExpression.split(',').flatMap((path) => path.trim().split(/[.[]/)[0] || []);
  return [...paths.map((name) => ExpressionAttributeNames[name] ?? name), ...AttributesToGet];
}

/** The value that a query's key condition compares the partition key with. */
function valueInCondition(operation: z.infer<typeof Operation>, name: string) {
  const { KeyConditionExpression = '', ExpressionAttributeNames, ExpressionAttributeValues } = operation;
  for (const [, left = '', right = ''] of KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((ExpressionAttributeNames[left] ?? left) === name) return ExpressionAttributeValues[right];
  return undefined;
}

const arnOf = (table: string): string => `arn:aws:dynamodb:${region}:${awsAccount}:table/${table}`;
