import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { readAssembly } from '../../../local/host/assembly.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { startIamProxy } from '../../../local/iam/proxy.ts';
import { statementsIn } from '../../../local/iam/statements.ts';
import { cloudAssembly } from './fixture.ts';

const tableArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/t';
const only = (...prefixes: string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

function assembly(condition: object = only('KEY#*')) {
  const Statement = [
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      Resource: tableArn,
      Condition: condition,
    },
    {
      Effect: 'Allow',
      Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      Resource: tableArn,
      Condition: only('KEY#*', 'AUDIT#*'),
    },
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
      Resource: tableArn,
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BADGE#*', 'GRANT#*'] },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'shown'] },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
      },
    },
    { Effect: 'Allow', Action: 'dynamodb:PartiQLInsert', Resource: tableArn, Condition: only('TRAIL#*') },
    { Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${tableArn}/index/lists`, Condition: only('LIST#*') },
    {
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
  ];
  return readAssembly(
    cloudAssembly({
      Service: {
        Resources: {
          Keys: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['KeysRole', 'Arn'] } } },
          Hook: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HookRole', 'Arn'] } } },
          KeysRole: { Type: 'AWS::IAM::Role' },
          HookRole: { Type: 'AWS::IAM::Role' },
          KeysPolicy: {
            Type: 'AWS::IAM::Policy',
            Properties: { PolicyDocument: { Statement }, Roles: [{ Ref: 'KeysRole' }] },
          },
        },
      },
    }),
  );
}

/** A client of the function `accessKeyId` before a table that accepts everything, with the sentences of refusals. */
async function client(accessKeyId: string) {
  const upstream = createServer((request, response) => {
    request.resume();
    response.end('{}');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const template = assembly();
  const refusals: string[] = [];
  const proxy = await startIamProxy({
    accessKeyId: 'owner',
    endpoint: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    statements: statementsIn(template, createResolver(template)),
    keys: new Map([['t', { '': 'pk', lists: 'listPk' }]]),
    refused: (functionId, sentence) => void refusals.push(`${functionId}: ${sentence}`),
  });
  const dynamodb = new DynamoDBClient({
    ...localAws,
    credentials: { accessKeyId, secretAccessKey: 'local' },
    endpoint: proxy.endpoint,
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    dynamodb.destroy();
    await proxy.stop();
    upstream.close();
  });
  return { dynamodb, refusals };
}

const TableName = 't';
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
const query = (pk: string, index?: string) =>
  new QueryCommand({
    TableName,
    ...(index && { IndexName: index }),
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ExpressionAttributeNames: { '#p': index ? 'listPk' : 'pk', '#s': 'sk' },
    ExpressionAttributeValues: { ':p': { S: pk }, ':s': { S: 'a' } },
  });
const batchOf = (table: string, pks: readonly string[], asked: object = {}) =>
  new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pks.map(key), ...asked } } });
const part = (ProjectionExpression: string, more: object = {}) =>
  new GetItemCommand({ TableName, Key: key('BADGE#1'), ProjectionExpression, ...more });
const shown = { ProjectionExpression: '#0', ExpressionAttributeNames: { '#0': 'shown' } };
const batch = (...pks: readonly string[]) => batchOf(TableName, pks);
const statement = (text: string, pk: string) =>
  new ExecuteStatementCommand({ Statement: text, Parameters: [{ S: pk }, { S: 'x' }] });
const tuple = "{'pk': ?, 'sk': ?}";
const put = (pk: string) => ({ Put: { TableName, Item: key(pk) } });

test.each([
  ['an item below its prefix', new GetItemCommand({ TableName, Key: key('KEY#1') })],
  ['a query below its prefix', query('KEY#1')],
  ['a batch below its prefix', batch('KEY#1', 'KEY#2')],
  ['attributes that it may read', part('pk, sk, shown')],
  ['a part of such an attribute', part('shown.a[0].b')],
  ['one by a placeholder', part('#0', { ExpressionAttributeNames: { '#0': 'shown' } })],
  ['a batch of such attributes, of several prefixes', batchOf(TableName, ['BADGE#1', 'GRANT#1'], shown)],
  ['the index that it may read', query('LIST#keys', 'lists')],
  ['inserting below a prefix of its own', statement(`INSERT INTO "t" VALUE ${tuple}`, 'TRAIL#1')],
  ['writing below another prefix', new PutItemCommand({ TableName, Item: key('AUDIT#1') })],
  [
    'a transaction whose parts are all allowed',
    new TransactWriteItemsCommand({ TransactItems: [put('KEY#1'), put('AUDIT#1')] }),
  ],
])('a function may do what its role says: %s', async (_, command) => {
  const { dynamodb, refusals } = await client('Keys');
  await dynamodb.send(command as GetItemCommand);
  expect(refusals).toEqual([]);
});

test.each([
  ['another prefix', new GetItemCommand({ TableName, Key: key('ACCOUNT#1') }), 'dynamodb:GetItem'],
  ['a prefix that it may only write', new GetItemCommand({ TableName, Key: key('AUDIT#1') }), 'dynamodb:GetItem'],
  ['inserting below another prefix', statement(`INSERT INTO "t" VALUE ${tuple}`, 'KEY#1'), 'dynamodb:PartiQLInsert'],
  ['putting where it may insert', new PutItemCommand({ TableName, Item: key('TRAIL#1') }), 'dynamodb:PutItem'],
  ['inserting into another table', statement(`INSERT INTO "other" VALUE ${tuple}`, 'TRAIL#1'), 'PartiQL'],
  ['another PartiQL statement', statement('UPDATE "t" SET a = ? WHERE pk = ?', 'TRAIL#1'), 'PartiQL'],
  ['PartiQL that deletes', statement('DELETE FROM "t" WHERE pk = ? AND sk = ?', 'TRAIL#1'), 'PartiQL'],
  [
    'an INSERT whose key is no parameter',
    statement(`INSERT INTO "t" VALUE {'pk': 'KEY#1', 'sk': ?}`, 'TRAIL#1'),
    'PartiQL',
  ],
  [
    'an INSERT whose key comes again',
    statement(`INSERT INTO "t" VALUE {'pk': ?, 'sk': ?, 'pk': ?}`, 'TRAIL#1'),
    'PartiQL',
  ],
  ['an action that it was not given', new DeleteItemCommand({ TableName, Key: key('KEY#1') }), 'dynamodb:DeleteItem'],
  [
    'a whole item of which it may read parts',
    new GetItemCommand({ TableName, Key: key('BADGE#1') }),
    'dynamodb:GetItem',
  ],
  ['another attribute', part('email'), 'dynamodb:GetItem'],
  ['another attribute beside one that it may read', part('shown, history[0].actor'), 'dynamodb:GetItem'],
  [
    'another attribute by a placeholder',
    part('#0', { ExpressionAttributeNames: { '#0': 'email' } }),
    'dynamodb:GetItem',
  ],
  [
    'another attribute in the old way',
    new GetItemCommand({ TableName, Key: key('BADGE#1'), AttributesToGet: ['email'] }),
    'dynamodb:GetItem',
  ],
  [
    'a batch of whole items of which it may read parts',
    batchOf(TableName, ['BADGE#1', 'BADGE#2']),
    'dynamodb:BatchGetItem',
  ],
  [
    'a batch of parts with items of another statement',
    batchOf(TableName, ['BADGE#1', 'KEY#1'], shown),
    'dynamodb:BatchGetItem',
  ],
  [
    'a query of items of which it may read parts',
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'begins_with(email, :a)',
      ProjectionExpression: 'shown',
      ExpressionAttributeValues: { ':p': { S: 'BADGE#1' }, ':a': { S: 'a' } },
    }),
    'dynamodb:Query',
  ],
  [
    'a transaction that reads such items whole',
    new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key('BADGE#1') } }] }),
    'dynamodb:GetItem',
  ],
  ['another partition of the index', query('OTHER#1', 'lists'), 'dynamodb:Query'],
  ['a request without leading key', new ScanCommand({ TableName }), 'dynamodb:Scan'],
  [
    'PartiQL, even about its own items',
    new ExecuteStatementCommand({ Statement: `SELECT * FROM "t" WHERE pk = 'KEY#1'` }),
    'PartiQL: SELECT',
  ],
  [
    'a batch of writes, even of its own items',
    new BatchWriteItemCommand({ RequestItems: { t: [{ PutRequest: { Item: key('KEY#1') } }] } }),
    'dynamodb:BatchWriteItem',
  ],
  ['a query of the whole table', new QueryCommand({ TableName }), 'dynamodb:Query'],
  [
    'a query that names its key in another way',
    new QueryCommand({
      TableName,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'ACCOUNT#1' }] } },
    }),
    'dynamodb:Query',
  ],
  [
    'a query of two keys',
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'sk = :own AND pk = :other',
      ExpressionAttributeValues: { ':own': { S: 'KEY#1' }, ':other': { S: 'ACCOUNT#1' } },
    }),
    'dynamodb:Query',
  ],
  [
    'a read in a transaction beside another prefix',
    new TransactGetItemsCommand({
      TransactItems: [{ Get: { TableName, Key: key('KEY#1') } }, { Get: { TableName, Key: key('AUDIT#1') } }],
    }),
    'dynamodb:GetItem',
  ],
  ['another table', new GetItemCommand({ TableName: 'other', Key: key('KEY#1') }), 'dynamodb:GetItem'],
  ['a batch with one key of another prefix', batch('KEY#1', 'ACCOUNT#1'), 'dynamodb:BatchGetItem'],
  ['a batch of another table', batchOf('other', ['KEY#1']), 'dynamodb:BatchGetItem'],
  [
    'a transaction with one part that is not allowed',
    new TransactWriteItemsCommand({
      TransactItems: [
        put('KEY#1'),
        { ConditionCheck: { TableName, Key: key('KEY#2'), ConditionExpression: 'attribute_exists(pk)' } },
      ],
    }),
    'dynamodb:ConditionCheckItem',
  ],
])('and nothing else: %s', async (_, command, action) => {
  const { dynamodb, refusals } = await client('Keys');
  await expect(dynamodb.send(command as GetItemCommand)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(refusals).toEqual([expect.stringContaining(`Keys is not authorized to perform: ${action}`)]);
});

test('a function whose role names no table may do nothing, nor may a caller that is no function', async () => {
  const update = new UpdateItemCommand({ TableName, Key: key('KEY#1') });
  for (const caller of ['Hook', 'nobody'])
    await expect((await client(caller)).dynamodb.send(update)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('an unsupported condition is named instead of ignored', () => {
  const template = assembly({ StringEquals: { 'dynamodb:Select': 'COUNT' } });
  expect(() => statementsIn(template, createResolver(template))).toThrow('StringEquals on dynamodb:Select');
});
