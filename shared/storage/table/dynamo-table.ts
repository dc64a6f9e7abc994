import {
  DeleteCommand,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandOutput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { changedItem, copyChange } from './change.ts';
import { getAll } from './dynamo-batch.ts';
import { answerOf, type Connection } from './dynamo-connection.ts';
import { portError, reasonsOf, refusalOf } from './dynamo-errors.ts';
import { projectionExpressions, rangeExpressions } from './dynamo-expressions.ts';
import {
  clientRequestToken,
  deleteRequest,
  insertRequest,
  putRequest,
  transactItem,
  updateRequest,
} from './dynamo-requests.ts';
import { copyItem, copyKey, writeUnitsOf } from './item.ts';
import { type KeyPosition, type KeyRange, pageOf, type Slice } from './query.ts';
import type {
  ConsumedCapacity,
  InsertResult,
  Item,
  Projection,
  Table,
  TransactionResult,
  Write,
  WriteCondition,
  WriteResult,
} from './table.ts';

const counted = { ReturnConsumedCapacity: 'TOTAL' } as const;
const countedWithOld = { ...counted, ReturnValues: 'ALL_OLD' } as const;

/**
 * The storage port over a DynamoDB table with string keys `pk` and `sk` and an index `lists` over `listPk` and `listSk`.
 * Units are those that DynamoDB reports. It reports none for refused writes. A refused single write counts what the Developer Guide says:
 * the size of the present item, at least one unit.
 * A cancelled transaction counts 0.
 */
export function dynamoTable({ client, tableName }: Connection): Table {
  return {
    get: async (key, options) => getItem({ client, tableName }, copyKey(key), options),
    getAll: (keys, options) => getAll({ client, tableName }, keys.map(copyKey), options),
    query: (query) => pageOf(query, (range) => readRange({ client, tableName }, range)),
    async put(item, condition) {
      const command = new PutCommand({ ...putRequest(tableName, item, condition), ...countedWithOld });
      const after = copyItem(item);
      return writeItem(client.send(command), condition, () => after);
    },
    insert: (item) => insertItem({ client, tableName }, item),
    async update(key, change, condition) {
      const command = new UpdateCommand({ ...updateRequest(tableName, key, change, condition), ...countedWithOld });
      const made = copyChange(change);
      return writeItem(client.send(command), condition, (old) => changedItem(copyKey(key), old, made));
    },
    async delete(key, condition) {
      const command = new DeleteCommand({ ...deleteRequest(tableName, key, condition), ...countedWithOld });
      return writeItem(client.send(command), condition, () => undefined);
    },
    transact: (writes, options) => transact({ client, tableName }, writes, options),
  };
}

const readUnits = (units = 0): ConsumedCapacity => ({ readUnits: units, writeUnits: 0 });

async function getItem(
  { client, tableName }: Connection,
  key: { pk: string; sk: string },
  { consistent = true, attributes }: { readonly consistent?: boolean } & Projection = {},
) {
  const projection = projectionExpressions(attributes);
  const asked = { TableName: tableName, Key: key, ConsistentRead: consistent, ...projection, ...counted };
  const command = new GetCommand(asked);
  const { Item: item, ConsumedCapacity } = await answerOf(client.send(command));
  return { ...readUnits(ConsumedCapacity?.CapacityUnits), ...(item && { item: item as Item }) };
}

async function readRange({ client, tableName }: Connection, range: KeyRange): Promise<Slice> {
  const command = new QueryCommand({
    TableName: tableName,
    IndexName: range.index,
    Limit: range.limit,
    ScanIndexForward: !range.descending,
    ConsistentRead: range.consistent,
    ExclusiveStartKey: range.start,
    ...rangeExpressions(range),
    ...counted,
  });
  const { Items = [], LastEvaluatedKey, ConsumedCapacity } = await answerOf(client.send(command));
  return {
    items: Items as Item[],
    readUnits: ConsumedCapacity?.CapacityUnits ?? 0,
    next: LastEvaluatedKey as KeyPosition | undefined,
  };
}

/** DynamoDB's API names the error in full, DynamoDB Local without its ending. */
const isDuplicate = (error: unknown) => /^DuplicateItem(Exception)?$/.test((error as Error).name);

/** DynamoDB Local counts no units of a statement, so they are computed. */
async function insertItem({ client, tableName }: Connection, item: Item): Promise<InsertResult> {
  const writeUnits = writeUnitsOf(copyItem(item));
  try {
    await client.send(new ExecuteStatementCommand(insertRequest(tableName, item)));
    return { ok: true, readUnits: 0, writeUnits };
  } catch (error) {
    if (!isDuplicate(error)) throw portError(error);
    return { ok: false, readUnits: 0, writeUnits: 1 };
  }
}

type SingleWriteOutput = {
  readonly Attributes?: Record<string, unknown>;
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
};

async function writeItem(
  call: Promise<SingleWriteOutput>,
  condition: WriteCondition | undefined,
  itemAfter: (old: Item | undefined) => Item | undefined,
): Promise<WriteResult> {
  try {
    const { Attributes, ConsumedCapacity } = await call;
    const old = Attributes as Item | undefined;
    const item = itemAfter(old);
    const writeUnits = ConsumedCapacity?.CapacityUnits ?? 0;
    return { ok: true, readUnits: 0, writeUnits, ...(old && { old }), ...(item && { item }) };
  } catch (error) {
    const refusal = refusalOf(error, condition);
    if (!refusal) throw portError(error);
    return { ok: false, readUnits: 0, writeUnits: writeUnitsOf(refusal.old), ...refusal };
  }
}

async function transact(
  { client, tableName }: Connection,
  writes: readonly Write[],
  { token }: { readonly token?: string } = {},
): Promise<TransactionResult> {
  const command = new TransactWriteCommand({
    TransactItems: writes.map((write) => transactItem(tableName, write)),
    ...(token !== undefined && { ClientRequestToken: clientRequestToken(token) }),
    ...counted,
  });
  try {
    return { ok: true, ...transactionUnits(await client.send(command)) };
  } catch (error) {
    const conditions = writes.map((write) => write.if);
    const reasons = reasonsOf(error, conditions);
    if (!reasons) throw portError(error);
    return { ok: false, readUnits: 0, writeUnits: 0, reasons };
  }
}

/** A repeated token costs reads. DynamoDB Local tells only the total, which then stands as writes. */
function transactionUnits({ ConsumedCapacity = [] }: TransactWriteCommandOutput): ConsumedCapacity {
  const readUnits = ConsumedCapacity.reduce((sum, { ReadCapacityUnits = 0 }) => sum + ReadCapacityUnits, 0);
  const allUnits = ConsumedCapacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return { readUnits, writeUnits: allUnits - readUnits };
}
