import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startServiceProxy } from '../../../local/iam/proxy.ts';
import { serviceAccessesOf } from '../../../local/iam/service-accesses.ts';
import type { Statement } from '../../../local/iam/statements.ts';

const account = 'us-east-1:000000000000';
const key = `arn:aws:kms:${account}:key/k`;
const RSA = 'RSASSA_PKCS1_V1_5_SHA_256';
const allow = (Action: string[], Resource: string[], Condition: Statement['Condition'] = {}): Statement => ({
  ...{ Effect: 'Allow', Action, Resource, Condition },
});

const role = [
  allow(['sqs:SendMessage'], [`arn:aws:sqs:${account}:mails`]),
  allow(['ssm:GetParameters'], [`arn:aws:ssm:${account}:parameter/tollgate/local/pepper`]),
  allow(['s3:GetObject'], ['arn:aws:s3:::files/datasets/*']),
  allow(['kms:Sign'], [key], { StringEquals: { 'kms:SigningAlgorithm': [RSA] } }),
  allow(['ses:SendEmail'], [`arn:aws:ses:${account}:identity/*`, `arn:aws:ses:${account}:configuration-set/set`], {
    StringEquals: { 'ses:FromAddress': ['us@example.com'] },
  }),
];

/** Options of a client of the function `Mailer` before services that accept everything, with the sentences of refusals. */
async function world() {
  const upstream = createServer((request, response) => {
    request.resume();
    response.end('{}');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const refusals: string[] = [];
  const proxy = await startServiceProxy({
    endpoint: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    statements: new Map([['Mailer', role]]),
    refused: (functionId, sentence) => void refusals.push(`${functionId}: ${sentence}`),
  });
  onTestFinished(async () => {
    await proxy.stop();
    upstream.closeAllConnections();
    upstream.close();
  });
  const credentials = { accessKeyId: 'Mailer', secretAccessKey: 'local' };
  return { options: { ...localAws, credentials, endpoint: proxy.endpoint, maxAttempts: 1 }, refusals };
}

type Options = Awaited<ReturnType<typeof world>>['options'];
const queue = (name: string) => `http://127.0.0.1/000000000000/${name}`;
const sqs = (options: Options) => new SQSClient({ ...options, useQueueUrlAsEndpoint: false, md5: false });
const s3 = (options: Options) => new S3Client({ ...options, forcePathStyle: true });
const mail = (FromEmailAddress: string, ConfigurationSetName?: string) =>
  new SendEmailCommand({ FromEmailAddress, ConfigurationSetName, Destination: {}, Content: {} });
const sign = (KeyId: string, SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' | 'RSASSA_PSS_SHA_256') =>
  new SignCommand({ KeyId, SigningAlgorithm, Message: Buffer.from('a') });
const parameters = (...names: string[]) =>
  new GetParametersCommand({ Names: names.map((name) => `/tollgate/local/${name}`) });

test.each<[string, (options: Options) => Promise<unknown>]>([
  [
    'a message to its queue',
    (o) => sqs(o).send(new SendMessageCommand({ QueueUrl: queue('mails'), MessageBody: 'a' })),
  ],
  ['its parameter', (o) => new SSMClient(o).send(parameters('pepper'))],
  ['an object below its prefix', (o) => s3(o).send(new GetObjectCommand({ Bucket: 'files', Key: 'datasets/a' }))],
  ['a signature as its condition says', (o) => new KMSClient(o).send(sign(key, RSA))],
  ['a mail from the one address', (o) => new SESv2Client(o).send(mail('us@example.com', 'set'))],
])('a function may do what its role says: %s', async (_, send) => {
  const { options, refusals } = await world();
  await send(options).catch(() => {});
  expect(refusals).toEqual([]);
});

test.each<[string, (options: Options) => Promise<unknown>, string]>([
  [
    'another queue',
    (o) => sqs(o).send(new SendMessageCommand({ QueueUrl: queue('other'), MessageBody: 'a' })),
    'sqs:SendMessage',
  ],
  [
    'a batch to another queue',
    (o) => sqs(o).send(new SendMessageBatchCommand({ QueueUrl: queue('other'), Entries: [] })),
    'sqs:SendMessage',
  ],
  [
    'taking messages',
    (o) => sqs(o).send(new ReceiveMessageCommand({ QueueUrl: queue('mails') })),
    'sqs:ReceiveMessage',
  ],
  ['one parameter more', (o) => new SSMClient(o).send(parameters('pepper', 'stripe')), 'ssm:GetParameters'],
  [
    'its parameter by another action',
    (o) => new SSMClient(o).send(new GetParameterCommand({ Name: '/tollgate/local/pepper' })),
    'ssm:GetParameter',
  ],
  [
    'an object elsewhere',
    (o) => s3(o).send(new GetObjectCommand({ Bucket: 'files', Key: 'exports/a' })),
    's3:GetObject',
  ],
  [
    'writing an object',
    (o) => s3(o).send(new PutObjectCommand({ Bucket: 'files', Key: 'datasets/a', Body: 'a' })),
    's3:PutObject',
  ],
  ['a list of objects', (o) => s3(o).send(new ListObjectsV2Command({ Bucket: 'files' })), 's3:ListBucket'],
  ['another algorithm', (o) => new KMSClient(o).send(sign(key, 'RSASSA_PSS_SHA_256')), 'kms:Sign'],
  ['another key', (o) => new KMSClient(o).send(sign('other', RSA)), 'kms:Sign'],
  ['an action on its key', (o) => new KMSClient(o).send(new GetPublicKeyCommand({ KeyId: key })), 'kms:GetPublicKey'],
  ['another sender', (o) => new SESv2Client(o).send(mail('them@example.com')), 'ses:SendEmail'],
  ['another configuration set', (o) => new SESv2Client(o).send(mail('us@example.com', 'other')), 'ses:SendEmail'],
])('and nothing else: %s', async (_, send, action) => {
  const { options, refusals } = await world();
  await expect(send(options)).rejects.toThrow();
  expect(refusals).toEqual([expect.stringContaining(`Mailer is not authorized to perform: ${action} `)]);
});

describe('a request of no known service', () => {
  test('is an access that no role names', () => {
    const request = { method: 'POST', url: '/anything', headers: {}, body: '' };
    expect(serviceAccessesOf(request)).toEqual([
      { action: 'unknown:POST', resource: '/anything', leadingKeys: [], context: {} },
    ]);
  });
});
