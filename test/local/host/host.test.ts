import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import { createClock } from '../../../local/clock.ts';
import { listen } from '../../../local/host/front.ts';
import { startHost } from '../../../local/host/host.ts';
import { choosePort } from '../../../local/port.ts';
import { cloudAssembly, exists, scratch } from './fixture.ts';

/** One bundle as two functions: over HTTP it sends its request to the queue by the SDK's protocol, and it prints messages of the queue. */
const source = `
export const handler = async (event) => {
  if (event.Records) return console.log('handled', event.Records.map(({ body }) => body).join()), { batchItemFailures: [] };
  if (event.source === 'aws.events') return console.log('nightly', new Date().toISOString().slice(0, 10));
  const body = JSON.stringify({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body, MessageGroupId: 'g', MessageDeduplicationId: event.body });
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };
  const response = await fetch(process.env.AWS_ENDPOINT_URL_SQS, { method: 'POST', headers, body });
  return { statusCode: response.status, headers: { stage: process.env.STAGE } };
};`;

function template() {
  const bundle = scratch();
  writeFileSync(join(bundle, 'index.mjs'), source);
  const fn = (name: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `tollgate-local-${name}`,
      Code: { S3Key: 'hash.zip' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Environment: { Variables: { STAGE: 'local', QUEUE_URL: { Ref: 'Queue' } } },
    },
  });
  const Resources = {
    Role: { Type: 'AWS::IAM::Role' },
    Hook: fn('hook'),
    Sync: fn('sync'),
    Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Delivery: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'Sync' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Nightly: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'cron(0 3 * * ? *)',
        Targets: [{ Id: 'Target', Arn: { 'Fn::GetAtt': ['Sync', 'Arn'] } }],
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: { 'Fn::GetAtt': ['Hook', 'Arn'] }, PayloadFormatVersion: '2.0' },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { RouteKey: 'POST /hook', Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] } },
    },
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Origins: [{ Id: 'api', DomainName: 'api.example', CustomOriginConfig: {} }],
          DefaultCacheBehavior: { TargetOriginId: 'api' },
        },
      },
    },
  };
  return cloudAssembly({ Service: { Resources } }, { hash: bundle });
}

const nowhere = { endpoint: 'http://127.0.0.1:9', accessKeyId: 'none' };

async function running() {
  const stand = await startQueuesAndBuckets();
  const clock = createClock();
  const printed: string[] = [];
  const host = await startHost({
    assembly: template(),
    folders: [scratch()],
    clock,
    endpoints: { dynamodb: nowhere, queuesAndBuckets: stand.endpoint, keys: 'http://127.0.0.1:9' },
    standIns: { AWS_ENDPOINT_URL_SQS: stand.endpoint },
    concurrency: 2,
    log: (name, line) => void printed.push(`${name} ${line}`),
  });
  const port = await choosePort(0);
  const server = await listen(port, host.handle);
  onTestFinished(async () => {
    await host.stop();
    await server.close();
    await stand.stop();
  });
  return {
    host,
    clock,
    printed,
    post: (body: string) => fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', body }),
  };
}

test('a request goes through route, function, queue and function as the template wires them', async () => {
  const { host, printed, post } = await running();
  const answers = await Promise.all(['1', '2', '3'].map(post));
  expect(answers.map((answer) => [answer.status, answer.headers.get('stage')])).toEqual(Array(3).fill([200, 'local']));
  await vi.waitFor(async () => expect(await host.isQuiet()).toBe(true), 60_000);
  const handled = printed
    .filter((line) => line.startsWith('sync handled'))
    .flatMap((line) => line.slice(13).split(','));
  expect(handled.toSorted()).toEqual(['1', '2', '3']);
});

test('a host is not quiet before all messages are handled', async () => {
  const { host, printed, post } = await running();
  for (const body of ['1', '2', '3', '4']) {
    await post(body);
    await vi.waitFor(async () => expect(await host.isQuiet()).toBe(true), { timeout: 60_000, interval: 1 });
    expect(printed.join()).toContain(`sync handled ${body}`);
  }
});

test('a schedule runs its function at its time of the local clock', async () => {
  const { host, clock, printed } = await running();
  const due = host.scheduler.nextDueAt()!;
  expect(due.toISOString()).toMatch(/T03:00:00\.000Z$/);
  clock.moveTo(due);
  await host.scheduler.runDue(clock.now());
  await vi.waitFor(() => expect(printed).toContain(`sync nightly ${due.toISOString().slice(0, 10)}`), 60_000);
});

test('stopping leaves no process', async () => {
  const { host, post } = await running();
  await post('1');
  await vi.waitFor(async () => expect(await host.isQuiet()).toBe(true), 60_000);
  const pids = host.functions.flatMap((pool) => pool.pids());
  expect(pids).toHaveLength(2);
  await host.stop();
  expect(pids.filter(exists)).toEqual([]);
});
