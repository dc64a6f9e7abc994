import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';

test('a delayed message arrives when the local clock has passed its delay, in order, and the world does not wait for it before', async () => {
  let now = new Date('2026-12-01T00:00:00.000Z');
  const { endpoint, delayed, stop } = await startQueuesAndBuckets(() => now);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  onTestFinished(async () => {
    sqs.destroy();
    await stop();
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'checks' }));
  const send = (body: string, delaySeconds: number) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
  const received = async () => {
    const reply = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return (reply.Messages ?? []).map(({ Body }) => Body);
  };

  expect(delayed.nextDueAt()).toBeNull();
  await send('later', 30);
  await send('soon', 15);
  await send('now', 0);
  expect(await received()).toEqual(['now']);
  expect(delayed.nextDueAt()).toEqual(new Date('2026-12-01T00:00:15.000Z'));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: '0' });
  await delayed.runDue();
  expect(await received()).toEqual([]);
  now = new Date('2026-12-01T00:00:30.000Z');
  await delayed.runDue();
  expect(await received()).toEqual(['soon', 'later']);
  expect(delayed.nextDueAt()).toBeNull();
});
