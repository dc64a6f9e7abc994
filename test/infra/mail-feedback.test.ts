import { expect, test } from 'vitest';
import { functionsOf, readable } from './policies.ts';
import { deployment, type Json } from './support.ts';

const dev = deployment();
const [set] = dev.resources('AWS::SES::ConfigurationSet');
const [destination] = dev.resources('AWS::SES::ConfigurationSetEventDestination');
const [topic] = dev.resources('AWS::SNS::Topic');
const [queue] = dev.resources('AWS::SQS::Queue').filter(({ id }) => id.startsWith('FeedbackInboxQueue'));

const statementsAbout = (type: string, list: string, id = '') => {
  const policy = dev.resources(type).find(({ Properties }) => JSON.stringify(Properties[list]).includes(`"${id}"`));
  return (policy!.Properties.PolicyDocument as { Statement: Json[] }).Statement;
};

test('mails go out under the configuration set that reports deliveries, bounces, complaints and rejections, and nothing else', () => {
  const { Variables } = functionsOf(dev).get('mailer')!.Properties.Environment as { Variables: Json };
  expect(Variables.MAIL_CONFIGURATION_SET).toEqual({ Ref: set?.id });
  expect(destination?.Properties).toMatchObject({
    ConfigurationSetName: { Ref: set?.id },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint', 'reject', 'delivery'],
      SnsDestination: { TopicARN: { Ref: topic?.id } },
    },
  });
});

test('the table’s list of suppressed addresses is the only one: SES’s own is off for these mails', () => {
  expect(set?.Properties.SuppressionOptions).toEqual({ SuppressedReasons: [] });
});

test('the topic accepts messages only from this account’s configuration set, and over TLS', () => {
  const [tls, publish, ...more] = statementsAbout('AWS::SNS::TopicPolicy', 'Topics', topic?.id);
  expect(more).toEqual([]);
  expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const { Condition, ...rest } = publish as { Condition: { StringEquals: Json } };
  expect(rest).toMatchObject({ Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'ses.amazonaws.com' } });
  expect(readable(Condition.StringEquals['AWS:SourceAccount'])).toBe('AccountId');
  expect(readable(Condition.StringEquals['AWS:SourceArn'])).toBe(
    `arn:Partition:ses:Region:AccountId:configuration-set/${set?.id}`,
  );
});

test('the queue accepts messages only from that topic, each event as SES wrote it', () => {
  const [, send, ...more] = statementsAbout('AWS::SQS::QueuePolicy', 'Queues', queue?.id);
  expect(more).toEqual([]);
  expect(send).toMatchObject({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Principal: { Service: 'sns.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topic?.id } } },
  });
  const subscriptions = dev.resources('AWS::SNS::Subscription').map(({ Properties }) => Properties);
  expect(subscriptions).toEqual([
    {
      Protocol: 'sqs',
      TopicArn: { Ref: topic?.id },
      Endpoint: { 'Fn::GetAtt': [queue?.id, 'Arn'] },
      RawMessageDelivery: true,
    },
  ]);
});

test('a mail that SES rejects raises an alarm', () => {
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Tollgate',
    MetricName: 'MailRejected',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test.each([
  ['Reputation.BounceRate', 0.05],
  ['Reputation.ComplaintRate', 0.001],
])('the rate at which SES puts an account under review (%s) raises an alarm', (MetricName, Threshold) => {
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SES',
    MetricName,
    Threshold,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});
