/** Depths of queues, asked of the stand-in for SQS by the real SDK. */
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type QueuesAndBuckets, startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';
import { queueNames } from '../../shared/domain/status/queue-depth.ts';
import { logOf } from '../../shared/log.ts';
import { queueDepthsOver } from '../../shared/queue-depths.ts';

let world: QueuesAndBuckets;
let sqs: SQSClient;
let beside: string;
const logs: string[] = [];
const log = logOf('admin', (line) => logs.push(line));
const names = queueNames.map((name) => `${name} Own-${name} Failed-${name}`).join(',');
const urlOf = (name: string) => beside.replace('Own-stripe', name);

beforeAll(async () => {
  world = await startQueuesAndBuckets();
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  sqs = new SQSClient({ endpoint: world.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  for (const name of queueNames.filter((each) => each !== 'packs'))
    for (const queue of [`Own-${name}`, `Failed-${name}`]) {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queue }));
      if (queue === 'Own-stripe') beside = QueueUrl ?? '';
    }
});
afterAll(async () => {
  sqs.destroy();
  await world.stop();
});
beforeEach(() => {
  logs.length = 0;
});

test('a queue has what waits, what is in flight, and what failed; one that is not there is null, and logged', async () => {
  const send = (name: string) => sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody: 'x' }));
  for (const name of ['Own-mail', 'Own-mail', 'Own-mail', 'Failed-mail', 'Failed-webhooks']) await send(name);
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('Own-mail'), MaxNumberOfMessages: 1 }));
  const read = await queueDepthsOver(sqs, { names, beside, log }).read();
  const empty = { waiting: 0, inFlight: 0, failed: 0 };
  const expected = {
    mail: { waiting: 2, inFlight: 1, failed: 1 },
    webhooks: { ...empty, failed: 1 },
    packs: null,
  };
  expect(read).toEqual(
    queueNames.map((name) => ({ name, depth: empty, ...(name in expected && { depth: expected[name as 'mail'] }) })),
  );
  expect(logs.join()).toContain('the depth of a queue cannot be read');
  expect(logs.join()).toContain('"queue":"packs"');
});

test('a variable without one of the queues is refused when the function starts', () => {
  expect(() => queueDepthsOver(sqs, { names: names.replace('top_up', 'other'), beside, log })).toThrow('top_up');
});
