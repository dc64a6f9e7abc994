import { createHash } from 'node:crypto';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { copyChange } from './change.ts';
import { writeExpressions } from './dynamo-expressions.ts';
import { copyItem, copyKey } from './item.ts';
import type { Item, ItemChange, Key, Write, WriteCondition } from './table.ts';

const answersWithOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** Parameters of a put, as a call of its own and as part of a transaction alike. So are those below. */
export function putRequest(tableName: string, item: Item, condition: WriteCondition | undefined) {
  return { TableName: tableName, Item: copyItem(item), ...writeExpressions(condition), ...answersWithOld };
}

const plainName = /^[A-Za-z]\w*$/;

/**
 * Parameters of a PartiQL INSERT, the one write of DynamoDB that replaces nothing and has a permission of its own. Its first parameter is the
 * partition key, which `local/iam/` looks for.
 * @throws TypeError for an attribute whose name would need quoting
 * Source: Developer Guide, "PartiQL insert statements for DynamoDB".
 */
export function insertRequest(tableName: string, item: Item) {
  const { pk, sk, ...attributes } = copyItem(item);
  const entries = Object.entries({ pk, sk, ...attributes });
  const odd = entries.find(([name]) => !plainName.test(name));
  if (odd) throw new TypeError(`An insert takes attributes of letters, digits and "_", and one is called ${odd[0]}`);
  const tuple = entries.map(([name]) => `'${name}': ?`).join(', ');
  return { Statement: `INSERT INTO "${tableName}" VALUE {${tuple}}`, Parameters: entries.map(([, value]) => value) };
}

/** Parameters of an update; an empty change makes an item of the key alone where there is none. */
export function updateRequest(tableName: string, key: Key, change: ItemChange, condition: WriteCondition | undefined) {
  const expressions = writeExpressions(condition, copyChange(change));
  return { TableName: tableName, Key: copyKey(key), ...expressions, ...answersWithOld };
}

/** Parameters of a delete. */
export function deleteRequest(tableName: string, key: Key, condition: WriteCondition | undefined) {
  return { TableName: tableName, Key: copyKey(key), ...writeExpressions(condition), ...answersWithOld };
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One entry of `TransactItems`. */
export function transactItem(tableName: string, write: Write): TransactItem {
  if ('put' in write) return { Put: putRequest(tableName, write.put, write.if) };
  if ('delete' in write) return { Delete: deleteRequest(tableName, write.delete, write.if) };
  if ('check' in write) return { ConditionCheck: checkRequest(tableName, write.check, write.if) };
  // The SDK's type wants an expression, DynamoDB does not: an update without one makes sure that the item is there.
  return { Update: updateRequest(tableName, write.update, write.change, write.if) as TransactItem['Update'] };
}

/** A check of nothing carries the empty expression, which DynamoDB refuses in words of its own. */
function checkRequest(tableName: string, key: Key, condition: WriteCondition) {
  return { ConditionExpression: '', ...deleteRequest(tableName, key, condition) };
}

/** `ClientRequestToken` holds 36 characters; a token of any length fits as its digest (216 bits of SHA-256). */
export function clientRequestToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 36);
}
