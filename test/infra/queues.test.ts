import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { queueNames } from '../../shared/domain/status/queue-depth.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { functionsOf, queueOf, readable, wordOf } from './policies.ts';
import { deployment, type Json, type Resource } from './support.ts';

const dev = deployment({ alarmEmail: 'operator@example.com' });
const queues = dev.resources('AWS::SQS::Queue');
const deadLetterOf = ({ Properties }: Resource) =>
  readable(
    (Properties.RedrivePolicy as { deadLetterTargetArn?: unknown } | undefined)?.deadLetterTargetArn ?? '',
  ).replace('.Arn', '');
const inboxes = queues.filter(({ Properties }) => Properties.RedrivePolicy);
const failed = queues.filter(({ Properties }) => !Properties.RedrivePolicy);
const alarmTopic = dev.resources('AWS::SNS::Topic').find(({ id }) => id.startsWith('Alarms'));
const inbox = (name: string) => inboxes.find(({ id }) => id.startsWith(name))!;

test('every queue is encrypted and refuses calls without TLS', () => {
  const policies = dev.resources('AWS::SQS::QueuePolicy');
  for (const { id, Properties } of queues) {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    const policy = policies.find((each) => (each.Properties.Queues as { Ref: string }[]).some(({ Ref }) => Ref === id));
    const { Statement } = policy!.Properties.PolicyDocument as { Statement: Json[] };
    expect(Statement[0]).toMatchObject({
      Effect: 'Deny',
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(Statement.length, id).toBe(id.startsWith('FeedbackInboxQueue') ? 2 : 1);
  }
});

test('every queue is an inbox with a dead-letter queue of the same kind, or such a dead-letter queue', () => {
  expect(inboxes.map(deadLetterOf).sort()).toEqual(failed.map(({ id }) => id).sort());
  for (const queue of inboxes) {
    const letters = failed.find(({ id }) => id === deadLetterOf(queue))!;
    expect(letters.Properties.FifoQueue).toBe(queue.Properties.FifoQueue);
    expect(letters.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  }
});

test('one message in a dead-letter queue raises an alarm that says what to do, by mail', () => {
  const alarms = dev.resources('AWS::CloudWatch::Alarm');
  const topic = alarmTopic;
  for (const { id } of failed) {
    const alarm = alarms.find(
      ({ Properties }) => readable((Properties.Dimensions as { Value: unknown }[])[0]?.Value) === `${id}.QueueName`,
    );
    expect(alarm?.Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      Statistic: 'Maximum',
      AlarmActions: [{ Ref: topic?.id }],
      AlarmDescription: expect.stringMatching(/Read the log of [a-z-]+/),
    });
  }
  const subscription = dev
    .resources('AWS::SNS::Subscription')
    .find(({ Properties }) => Properties.Protocol === 'email');
  expect(subscription?.Properties).toMatchObject({ Endpoint: 'operator@example.com', TopicArn: { Ref: topic?.id } });
});

test('the console knows both names of every queue, by the names that it shows', () => {
  const { Environment } = functionsOf(dev).get('admin')!.Properties as { Environment: { Variables: Json } };
  const [separator, parts] = (Environment.Variables.QUEUE_NAMES as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : readable(part))).join(separator);
  const rows = text.split(',').map((row) => row.split(' '));
  expect(rows.map(([name]) => name).toSorted()).toEqual([...queueNames].toSorted());
  const ids = rows.flatMap(([, queue, dead]) => [queue, dead]);
  expect(ids.toSorted()).toEqual(queues.map(({ id }) => `${id}.QueueName`).toSorted());
  for (const [, queue, dead] of rows)
    expect(deadLetterOf(queues.find(({ id }) => `${id}.QueueName` === queue)!)).toBe(dead?.replace('.QueueName', ''));
});

test('the Stripe inbox keeps order within a customer only, and takes de-duplication ids from senders only', () => {
  expect(inbox('StripeInbox').Properties).toMatchObject({
    FifoQueue: true,
    ContentBasedDeduplication: false,
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
    RedrivePolicy: { maxReceiveCount: stripeInboxTries },
  });
});

test('each inbox goes to its function, which reports the messages that failed and has a sixth of the visibility timeout', () => {
  const delivered = dev.resources('AWS::Lambda::EventSourceMapping').map(({ Properties }) => {
    const word = wordOf(readable(Properties.FunctionName));
    const queue = inboxes.find(({ id }) => readable(Properties.EventSourceArn) === `${id}.Arn`)!;
    const timeoutSeconds = Number(functionsOf(dev).get(word)?.Properties.Timeout);
    expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    expect(Number(queue.Properties.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * timeoutSeconds);
    return `${queue.id.replace(/[0-9A-F]{8}$/, '')} → ${word}`;
  });
  const declared = Object.entries(functions).flatMap(([word, { consumes }]) =>
    consumes ? [`${queueOf[consumes.inbox]} → ${word}`] : [],
  );
  expect(delivered.toSorted()).toEqual(declared.toSorted());
  expect(delivered).toHaveLength(inboxes.length);
});

test('units that became unusable raise an alarm that says what an operator can do', () => {
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Tollgate',
    MetricName: 'UnusableUnits',
    Threshold: 1,
    AlarmDescription: Match.stringLikeRegexp('release-units'),
  });
});

test('one difference from Stripe that reconcile corrected raises an alarm, by mail, that says where to read about it', () => {
  const topic = alarmTopic;
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Tollgate',
    MetricName: 'Drift',
    Dimensions: [{ Name: 'Stage', Value: 'dev' }],
    Statistic: 'Sum',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: topic?.id }],
    AlarmDescription: Match.stringLikeRegexp('GET /v1/admin/drift'),
  });
});

test('a wrong status list that badge-looks did not correct raises an alarm that says what to read', () => {
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Tollgate',
    MetricName: 'StatusListDrift',
    Dimensions: [{ Name: 'Stage', Value: 'dev' }],
    Threshold: 1,
    TreatMissingData: 'notBreaching',
    AlarmDescription: Match.stringLikeRegexp('log of status-lists'),
  });
});

const mappings = dev.resources('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties);

test('no queue uses more than half of the ten concurrent executions of a new account, so that the API always has some', () => {
  for (const { ScalingConfig } of mappings) {
    const { MaximumConcurrency } = (ScalingConfig ?? {}) as { MaximumConcurrency?: number };
    expect(MaximumConcurrency).toBeGreaterThanOrEqual(2);
    expect(MaximumConcurrency).toBeLessThanOrEqual(5);
  }
});

test('half an hour of throttling parks no message: a queue allows five tries besides the receipts that throttling costs', () => {
  for (const { id, Properties } of inboxes) {
    const { maxReceiveCount } = Properties.RedrivePolicy as { maxReceiveCount: number };
    const lost = Math.ceil(1_800 / Number(Properties.VisibilityTimeout));
    expect(maxReceiveCount - lost, id).toBeGreaterThanOrEqual(5);
  }
});
