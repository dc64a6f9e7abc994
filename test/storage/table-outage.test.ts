import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import { localClient } from '../support/tables.ts';

/** The next answer of the stand-in for DynamoDB, in DynamoDB's wire format; undefined: it never answers. */
let reply: { status: number; body: Record<string, unknown> } | undefined;
/** The answers after that. */
let later: typeof reply;
let server: Server;
let port: number;
let table: Table;

const fault = (name: string, more: object = {}, status = 400) => {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more };
  reply = { status, body };
};
const tableAt = (at: number, requestTimeout = 30_000) => {
  const requestHandler = { requestTimeout, throwOnRequestTimeout: true };
  const client = localClient(`http://127.0.0.1:${at}`, { maxAttempts: 1, requestHandler });
  return dynamoTable({ client, tableName: 'any' });
};

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    if (!reply) return;
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(reply.body));
    reply = later ?? reply;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  table = tableAt(port);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  later = undefined;
  reply = undefined;
});

const key = { pk: 'P', sk: 'S' };
const calls: [string, (from: Table) => Promise<unknown>][] = [
  ['get', (from) => from.get(key)],
  ['getAll', (from) => from.getAll([key])],
  ['query', (from) => from.query({ pk: 'P' })],
  ['put', (from) => from.put(key)],
  ['update', (from) => from.update(key, { add: { n: 1 } })],
  ['delete', (from) => from.delete(key)],
  ['transact', (from) => from.transact([{ put: key }])],
];

describe.each(calls)('%s', (_name, call) => {
  test.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['TransactionConflictException', 400],
    ['TransactionInProgressException', 400],
    ['InternalServerError', 500],
    ['AnythingUnknown', 503],
  ])('answered with %s (%i) asks the caller to retry', async (name, status) => {
    fault(name, {}, status);
    await expect(call(table)).rejects.toBeInstanceOf(StorageUnavailable);
  });

  test('that is not answered in time, or has nobody to answer it, asks the caller to retry', async () => {
    await expect(call(tableAt(port, 50))).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(call(tableAt(1))).rejects.toBeInstanceOf(StorageUnavailable);
  });

  test.each(['ValidationException', 'ResourceNotFoundException', 'AccessDeniedException'])(
    'answered with %s passes that on, since no retry would help',
    async (name) => {
      fault(name);
      await expect(call(table)).rejects.toMatchObject({ name });
    },
  );
});

describe('a cancelled transaction', () => {
  const writes = [
    { put: key },
    { update: { pk: 'Q', sk: 'S' }, change: {}, if: { first: { attribute: 'pk', is: 'absent' } } },
  ] as const;
  const cancelled = (...CancellationReasons: object[]) =>
    fault('TransactionCanceledException', { CancellationReasons });

  test('tells a conflict from a refusal, and gives the old item', async () => {
    const old = { pk: { S: 'Q' }, sk: { S: 'S' }, n: { N: '7' } };
    cancelled({ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed', Item: old });
    expect(await table.transact(writes)).toStrictEqual({
      ok: false,
      readUnits: 0,
      writeUnits: 0,
      reasons: ['conflict', { failed: ['first'], old: { pk: 'Q', sk: 'S', n: 7 } }],
    });
  });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'for %s asks the caller to retry, whatever else failed',
    async (Code) => {
      cancelled({ Code }, { Code: 'ConditionalCheckFailed' });
      await expect(table.transact(writes)).rejects.toBeInstanceOf(StorageUnavailable);
    },
  );

  test.each(['ValidationError', 'ItemCollectionSizeLimitExceeded'])('for %s passes the error on', async (Code) => {
    cancelled({ Code }, { Code: 'ConditionalCheckFailed' });
    await expect(table.transact(writes)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  });
});

test('reads and writes of a repeated transaction are told apart', async () => {
  reply = { status: 200, body: { ConsumedCapacity: [{ TableName: 'any', CapacityUnits: 6, ReadCapacityUnits: 6 }] } };
  expect(await table.transact([{ put: key }], { token: 't' })).toStrictEqual({ ok: true, readUnits: 6, writeUnits: 0 });
});

describe('a batch of which DynamoDB leaves some for later', () => {
  const left = { any: { Keys: [{ pk: { S: 'P' }, sk: { S: 'S' } }], ConsistentRead: true } };
  const found = { any: [{ pk: { S: 'P' }, sk: { S: 'S' } }] };
  const consumed = (units: number) => ({ ConsumedCapacity: [{ TableName: 'any', CapacityUnits: units }] });

  test('is asked again for those, and answers all of them in order', async () => {
    const other = { pk: 'Q', sk: 'S' };
    reply = {
      status: 200,
      body: { Responses: { any: [{ pk: { S: 'Q' }, sk: { S: 'S' } }] }, UnprocessedKeys: left, ...consumed(1) },
    };
    later = { status: 200, body: { Responses: found, ...consumed(2) } };
    expect(await table.getAll([key, other])).toStrictEqual({ readUnits: 3, writeUnits: 0, items: [key, other] });
  });

  test('is unavailable where they are left every time', async () => {
    reply = { status: 200, body: { Responses: {}, UnprocessedKeys: left } };
    await expect(table.getAll([key])).rejects.toBeInstanceOf(StorageUnavailable);
  });
});
