import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startDynamoDbLocal } from '../../../local/dynamodb-local.ts';
import { readAssembly } from '../../../local/host/assembly.ts';
import { Mapping } from '../../../local/host/event-source.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { startStreamSource } from '../../../local/host/stream-source.ts';
import { createTables } from '../../../local/host/table.ts';
import { cloudAssembly, pool, scratch } from './fixture.ts';

let dynamodb: Awaited<ReturnType<typeof startDynamoDbLocal>>;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamodb = await startDynamoDbLocal();
  const credentials = { ...localAws.credentials, accessKeyId: dynamodb.accessKeyId };
  client = new DynamoDBClient({ ...localAws, credentials, endpoint: dynamodb.endpoint });
}, 60_000);

afterAll(async () => {
  client.destroy();
  await dynamodb.stop();
});

/** Appends the sort key of each handled record to a file; a record that starts with `fail` fails as often as its number says. */
const worker = `
import { appendFileSync } from 'node:fs';
const failures = new Map();
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const sk = dynamodb.NewImage.sk.S;
    const failed = failures.get(sk) ?? 0;
    if (sk.startsWith('fail') && failed < Number(sk.split(' ')[1])) {
      failures.set(sk, failed + 1);
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
    appendFileSync(process.env.HANDLED, sk + '\\n');
  }
  return { batchItemFailures: [] };
};`;

async function streamOf(table: string, settings: object = {}) {
  const keys = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ];
  const assembly = readAssembly(
    cloudAssembly({
      Data: {
        Resources: {
          Table: {
            Type: 'AWS::DynamoDB::GlobalTable',
            Properties: {
              TableName: table,
              KeySchema: keys,
              AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
              StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
            },
          },
        },
      },
    }),
  );
  const resolver = createResolver(assembly);
  await createTables(assembly, resolver, client);
  const EventSourceArn = resolver.resolve({ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Data');
  const FunctionResponseTypes = ['ReportBatchItemFailures'];
  const parsed = Mapping.parse({ EventSourceArn, FunctionName: 'Fixture', FunctionResponseTypes, ...settings });
  const handled = join(scratch(), 'handled');
  const fn = pool(worker, { environment: { HANDLED: handled } });
  const mapping = { ...parsed, functionId: 'Fixture' };
  return {
    put: (sk: string) => client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'p' }, sk: { S: sk } } })),
    start() {
      const source = startStreamSource({ dynamodb, mapping, pool: fn, pollMs: 5, retryMs: 1 });
      onTestFinished(() => source.stop());
      return { source, atTip: () => vi.waitFor(async () => expect(await source.atTip()).toBe(true), 60_000) };
    },
    handled: () => readFileSync(handled, 'utf8').trim().split('\n'),
  };
}

test('records arrive in order, and handled ones do not come again', async () => {
  const stream = await streamOf('ordered');
  const { atTip } = stream.start();
  for (const sk of ['1', '2', '3']) await stream.put(sk);
  await atTip();
  await stream.put('4');
  await atTip();
  expect(stream.handled()).toEqual(['1', '2', '3', '4']);
});

test('a batch is tried again from the first record that failed', async () => {
  const stream = await streamOf('partial');
  for (const sk of ['1', 'fail 2', '3']) await stream.put(sk);
  await stream.start().atTip();
  expect(stream.handled()).toEqual(['1', 'fail 2', '3']);
});

test('a batch whose attempts are used up is skipped', async () => {
  const stream = await streamOf('exhausted', { MaximumRetryAttempts: 2, BatchSize: 1 });
  for (const sk of ['1', 'fail 100', '3']) await stream.put(sk);
  await stream.start().atTip();
  expect(stream.handled()).toEqual(['1', '3']);
});

test('a stream that is at its tip has had everything handled that was written before', async () => {
  const stream = await streamOf('tip');
  const { source } = stream.start();
  for (const sk of ['1', '2', '3', '4', '5']) {
    await stream.put(sk);
    await vi.waitFor(async () => expect(await source.atTip()).toBe(true), { timeout: 60_000, interval: 1 });
    expect(stream.handled()).toContain(sk);
  }
});
