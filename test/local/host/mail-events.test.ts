import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { createMailService } from '../../../local/aws/mail-service.ts';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import { readAssembly } from '../../../local/host/assembly.ts';
import { createConfigurationSets } from '../../../local/host/configuration-sets.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { createQueues } from '../../../local/host/queues.ts';
import { createTopics } from '../../../local/host/topics.ts';
import { createMailbox } from '../../../local/mailbox.ts';
import { cloudAssembly } from './fixture.ts';

const now = new Date('2026-11-25T12:00:00Z');
const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.';

const subscription = {
  Type: 'AWS::SNS::Subscription',
  Properties: {
    Protocol: 'sqs',
    TopicArn: { Ref: 'Topic' },
    Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    RawMessageDelivery: true as unknown,
  },
};
const destination = {
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: {
    ConfigurationSetName: { Ref: 'Reported' },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint'],
      SnsDestination: { TopicARN: { Ref: 'Topic' } } as object | undefined,
    },
  },
};

/** A mail service whose configuration set reports to a queue through a topic, as in the template. */
async function reporting(resources: object = {}) {
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Topic: { Type: 'AWS::SNS::Topic' },
    Subscription: subscription,
    Reported: { Type: 'AWS::SES::ConfigurationSet' },
    Silent: { Type: 'AWS::SES::ConfigurationSet' },
    Destination: destination,
    ...resources,
  };
  const stand = await startQueuesAndBuckets();
  const { endpoint } = stand;
  const sqs = new SQSClient({ ...localAws, endpoint });
  onTestFinished(async () => {
    sqs.destroy();
    await stand.stop();
  });
  const assembly = readAssembly(cloudAssembly({ Service: { Resources } }));
  const resolver = createResolver(assembly);
  const queues = await createQueues(assembly, resolver, { sqs, endpoint });
  const topics = createTopics(assembly, resolver, { sqs, queues });
  const mailbox = createMailbox();
  const service = createMailService(mailbox, () => now);
  service.connect(await createConfigurationSets(assembly, resolver, topics));
  const send = (to: string, ConfigurationSetName?: string) =>
    service.sendEmail({
      FromEmailAddress: 'support@example.com',
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
      ...(ConfigurationSetName && { ConfigurationSetName }),
    });
  const received = async () => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queues[0]?.url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 0,
    });
    return ((await sqs.send(command)).Messages ?? []).map(({ Body = '' }) => Body);
  };
  return { send, received, mailbox };
}

test.each([
  ['bounce', { eventType: 'Bounce', bounce: { bounceType: 'Permanent', bounceSubType: 'General' } }, false],
  ['suppressionlist', { eventType: 'Bounce', bounce: { bounceType: 'Permanent', bounceSubType: 'Suppressed' } }, false],
  ['ooto', { eventType: 'Bounce', bounce: { bounceType: 'Transient', bounceSubType: 'General' } }, true],
  ['complaint', { eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } }, true],
])(
  'a mail to %s@simulator.amazonses.com, with a label or without, becomes what it becomes at SES',
  async (name, event, delivered) => {
    const { send, received, mailbox } = await reporting();
    for (const to of [`${name}@simulator.amazonses.com`, `${name}+ada@simulator.amazonses.com`])
      await send(to, 'Reported');
    const [greeted, ...events] = await received();
    expect(greeted).toBe(greeting);
    expect(events.map((each) => JSON.parse(each))).toMatchObject([
      { ...event, mail: { destination: [`${name}@simulator.amazonses.com`], timestamp: now.toISOString() } },
      { ...event, mail: { destination: [`${name}+ada@simulator.amazonses.com`] } },
    ]);
    expect(mailbox.list()).toHaveLength(delivered ? 2 : 0);
  },
);

test('nothing else is reported: neither deliveries, nor mails sent under no set or another one', async () => {
  const { send, received, mailbox } = await reporting();
  await received();
  await send('success@simulator.amazonses.com', 'Reported');
  await send('ada@buyer.example', 'Reported');
  await send('bounce@simulator.amazonses.com');
  await send('bounce@simulator.amazonses.com', 'Silent');
  expect(await received()).toEqual([]);
  expect(mailbox.list().map(({ to }) => to)).toEqual(['ada@buyer.example', 'success@simulator.amazonses.com']);
});

test('an unknown configuration set is refused as SES refuses it', async () => {
  const { send, mailbox } = await reporting();
  expect(await send('ada@buyer.example', 'Unknown')).toMatchObject({
    ok: false,
    status: 404,
    error: 'NotFoundException',
  });
  expect(mailbox.list()).toEqual([]);
});

const changed = <T extends { Properties: object }>(resource: T, properties: object) => ({
  ...resource,
  Properties: { ...resource.Properties, ...properties },
});

test.each([
  ['an envelope', { Subscription: changed(subscription, { RawMessageDelivery: false }) }, /without envelope/],
  ['a filter', { Subscription: changed(subscription, { FilterPolicy: { a: ['b'] } }) }, /filters/],
  ['a subscriber that is no queue', { Subscription: changed(subscription, { Protocol: 'lambda' }) }, /by lambda/],
  [
    'a destination that is no topic',
    {
      Destination: changed(destination, {
        EventDestination: { MatchingEventTypes: ['bounce'], EventBridgeDestination: {} },
      }),
    },
    /topics only/,
  ],
])('a template with %s is refused rather than hosted otherwise than deployed', async (_, resources, sentence) => {
  await expect(reporting(resources)).rejects.toThrow(sentence);
});

test('subscriptions of a topic by email are ignored', async () => {
  const mailed = changed(subscription, { Protocol: 'email', Endpoint: 'operator@example.com' });
  const { send, received } = await reporting({ Mailed: mailed });
  await send('bounce@simulator.amazonses.com', 'Reported');
  expect(await received()).toHaveLength(2);
});
