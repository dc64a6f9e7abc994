import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import { readAssembly } from '../../../local/host/assembly.ts';
import { Mapping } from '../../../local/host/event-source.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { startQueueSource } from '../../../local/host/queue-source.ts';
import { areQueuesEmpty, createQueues } from '../../../local/host/queues.ts';
import { cloudAssembly, pool, scratch } from './fixture.ts';

/** Handles messages as their bodies say, and appends each handled body to a file. */
const worker = `
import { appendFileSync } from 'node:fs';
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { body, messageId, attributes } of Records) {
    if (body.startsWith('crash') && attributes.ApproximateReceiveCount === '1') process.exit(1);
    if (body.startsWith('poison')) batchItemFailures.push({ itemIdentifier: messageId });
    else if (body.startsWith('flaky') && attributes.ApproximateReceiveCount < 3) batchItemFailures.push({ itemIdentifier: messageId });
    else appendFileSync(process.env.HANDLED, body + '\\n');
  }
  return { batchItemFailures };
};`;

async function inbox({ fifo }: { fifo: boolean }) {
  const stand = await startQueuesAndBuckets();
  const assembly = readAssembly(
    cloudAssembly({
      Service: {
        Resources: {
          Queue: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              ...(fifo && { FifoQueue: true }),
              VisibilityTimeout: 180,
              RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failed', 'Arn'] }, maxReceiveCount: 4 },
            },
          },
          Failed: { Type: 'AWS::SQS::Queue', Properties: { ...(fifo && { FifoQueue: true }) } },
        },
      },
    }),
  );
  const sqs = new SQSClient({ ...localAws, endpoint: stand.endpoint });
  const queues = await createQueues(assembly, createResolver(assembly), { sqs, endpoint: stand.endpoint });
  const [queue, failed] = queues;
  const handledFile = join(scratch(), 'handled');
  const mapping = {
    ...Mapping.parse({
      EventSourceArn: queue!.arn,
      FunctionName: 'Fixture',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
    functionId: 'Fixture',
  };
  const fn = pool(worker, { environment: { HANDLED: handledFile } });
  onTestFinished(async () => {
    sqs.destroy();
    await stand.stop();
  });
  return {
    queues,
    start() {
      const source = startQueueSource({ sqs, queueUrl: queue!.url, mapping, pool: fn, retryMs: 1 });
      onTestFinished(() => source.stop());
    },
    send: (body: string, group = 'g') =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: queue!.url,
          MessageBody: body,
          ...(fifo && { MessageGroupId: group, MessageDeduplicationId: body }),
        }),
      ),
    isEmpty: () => areQueuesEmpty(stand.endpoint, [queue!]),
    drained: () =>
      vi.waitFor(async () => expect(await areQueuesEmpty(stand.endpoint, [queue!])).toBe(true), { timeout: 60_000 }),
    handled: () => readFileSync(handledFile, 'utf8').trim().split('\n'),
    deadLetters: async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: failed!.url, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body }) => Body);
    },
  };
}

test('the template says which queues are dead letters and which are in order', async () => {
  const { queues } = await inbox({ fifo: true });
  expect(queues).toMatchObject([
    { logicalId: 'Queue', fifo: true, isDeadLetter: false },
    { logicalId: 'Failed', fifo: true, isDeadLetter: true },
  ]);
});

test('a queue is empty while none of its messages waits, is delayed or is being handled, regardless of other queues', async () => {
  const queue = await inbox({ fifo: false });
  expect(await queue.isEmpty()).toBe(true);
  await queue.send('poison');
  expect(await queue.isEmpty()).toBe(false);
  queue.start();
  await queue.drained();
  expect(await queue.deadLetters()).toEqual(['poison']);
  expect(await queue.isEmpty()).toBe(true);
});

test('a group keeps its order while a message of it is tried again, without waiting for the visibility timeout', async () => {
  const queue = await inbox({ fifo: true });
  for (const body of ['1', 'flaky 2', '3', '4']) await queue.send(body, 'a');
  queue.start();
  await queue.drained();
  expect(queue.handled()).toEqual(['1', 'flaky 2', '3', '4']);
});

test('a message that fails too often ends in the dead-letter queue, and its group continues', async () => {
  const queue = await inbox({ fifo: true });
  for (const body of ['1', 'poison 2', '3']) await queue.send(body, 'a');
  queue.start();
  await queue.drained();
  expect(queue.handled()).toEqual(['1', '3']);
  expect(await queue.deadLetters()).toEqual(['poison 2']);
});

test('only the failed messages of a batch are tried again', async () => {
  const queue = await inbox({ fifo: false });
  const bodies = ['1', 'flaky 2', '3', 'flaky 4', '5'];
  for (const body of bodies) await queue.send(body);
  queue.start();
  await queue.drained();
  expect(queue.handled().toSorted()).toEqual(bodies.toSorted());
});

test('a batch whose function ends mid-way is tried again as a whole', async () => {
  const queue = await inbox({ fifo: false });
  await queue.send('crash once');
  queue.start();
  await queue.drained();
  expect(queue.handled()).toEqual(['crash once']);
});
