import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { type Call, canonical, isLetThrough } from './evaluation.ts';
import { functionsOf } from './policies.ts';
import { type Deployment, deployment, type Json } from './support.ts';

const dev = deployment({ alarmEmail: 'operator@parley.test', guardedApis: 'yourapi000' });
const text = canonical(dev);
const mayCall = isLetThrough(dev);
const arn = (service: string, resource: string, region = 'Region') =>
  `arn:Partition:${service}:${region}:AccountId:${resource}`;
const byService = (service: string, action: string, resource: string, SourceArn: string): Call => ({
  ...{ caller: { service }, action, resource },
  context: { 'aws:SourceAccount': 'AccountId', 'aws:SourceArn': SourceArn },
});

/** Calls of AWS's services, which have no identity of ours, by the resource in the templates that causes them. */
const ofServices: Readonly<Record<string, (of: Deployment) => Call[]>> = {
  'an alarm tells its topic': ({ resources }) =>
    resources('AWS::CloudWatch::Alarm').flatMap(({ id, Properties }) =>
      ((Properties.AlarmActions ?? []) as unknown[]).map((topic) =>
        byService('cloudwatch.amazonaws.com', 'sns:Publish', text(topic), arn('cloudwatch', `alarm:${id}`)),
      ),
    ),
  'SES reports what became of a mail': ({ resources }) =>
    resources('AWS::SES::ConfigurationSetEventDestination').map(({ Properties }) => {
      const { SnsDestination } = Properties.EventDestination as { SnsDestination: { TopicARN: unknown } };
      const set = arn('ses', `configuration-set/${text(Properties.ConfigurationSetName)}`);
      return byService('ses.amazonaws.com', 'sns:Publish', text(SnsDestination.TopicARN), set);
    }),
  'a topic passes on to a queue': ({ resources }) =>
    resources('AWS::SNS::Subscription')
      .filter(({ Properties }) => Properties.Protocol === 'sqs')
      .map(({ Properties: { Endpoint, TopicArn } }) =>
        byService('sns.amazonaws.com', 'sqs:SendMessage', text(Endpoint), text(TopicArn)),
      ),
  'a schedule calls its function': ({ resources }) =>
    resources('AWS::Events::Rule').flatMap(({ id, Properties }) =>
      (Properties.Targets as Json[]).map(({ Arn }) =>
        byService('events.amazonaws.com', 'lambda:InvokeFunction', text(Arn), `${id}.Arn`),
      ),
    ),
  'the HTTP API calls a function': ({ resources }) =>
    resources('AWS::ApiGatewayV2::Integration').map(({ Properties: { ApiId, IntegrationUri } }) => {
      const route = arn('execute-api', `${text(ApiId)}/$default/GET/data`);
      return byService('apigateway.amazonaws.com', 'lambda:InvokeFunction', text(IntegrationUri), route);
    }),
  'a guarded API asks the authorizer': ({ resources }) =>
    resources('AWS::ApiGatewayV2::Authorizer').map(({ id, Properties: { ApiId, AuthorizerUri } }) => {
      const [, fn = ''] = /functions\/(.*)\/invocations/.exec(text(AuthorizerUri)) ?? [];
      const authorizer = arn('execute-api', `${text(ApiId)}/authorizers/${id}`);
      return byService('apigateway.amazonaws.com', 'lambda:InvokeFunction', fn, authorizer);
    }),
  'S3 logs who reads a bucket': ({ resources }) =>
    resources('AWS::S3::Bucket')
      .filter(({ Properties }) => Properties.LoggingConfiguration)
      .map(({ id, Properties }) => {
        const { DestinationBucketName, LogFilePrefix = '' } = Properties.LoggingConfiguration as Json;
        const log = `${text(DestinationBucketName)}.Arn/${LogFilePrefix}2026-11-30`;
        return byService('logging.s3.amazonaws.com', 's3:PutObject', log, `${id}.Arn`);
      }),
  'CloudFront reads the portal and public files': ({ resources }) =>
    resources('AWS::CloudFront::Distribution').flatMap(({ id, Properties }) => {
      const { Origins } = Properties.DistributionConfig as { Origins: Json[] };
      return Origins.filter(({ OriginAccessControlId }) => OriginAccessControlId).map(({ DomainName }) => {
        const bucket = text(DomainName).split('.')[0];
        const distribution = arn('cloudfront', `distribution/${id}`, '');
        const object = bucket?.startsWith('Datasets') ? 'public/datasets/posts.json' : 'index.html';
        return byService('cloudfront.amazonaws.com', 's3:GetObject', `${bucket}.Arn/${object}`, distribution);
      });
    }),
  'Lambda takes a function’s role': ({ resources }) =>
    resources('AWS::IAM::Role').map(({ id }) =>
      byService('lambda.amazonaws.com', 'sts:AssumeRole', `${id}.Arn`, `${id}.Arn`),
    ),
};

test.each(Object.entries(ofServices))('%s, and the policy of the called resource allows it', (_, callsIn) => {
  const calls = callsIn(dev);
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter((call) => !mayCall(call))).toEqual([]);
});

test('CloudFront reads no dataset and no export', () => {
  const calls = ofServices['CloudFront reads the portal and public files']?.(dev) ?? [];
  const sold = calls
    .filter(({ resource }) => resource.includes('/public/'))
    .flatMap((call) =>
      ['datasets/posts/current.json', 'exports/one.csv.gz'].map((key) => ({
        ...call,
        resource: call.resource.replace('public/datasets/posts.json', key),
      })),
    );
  expect(sold).toHaveLength(2);
  expect(sold.filter(mayCall)).toEqual([]);
});

test('none of these policies allows a service of another account', () => {
  const strangers = ['an alarm tells its topic', 'SES reports what became of a mail', 'S3 logs who reads a bucket']
    .flatMap((what) => ofServices[what]!(dev))
    .map((call) => ({ ...call, context: { ...call.context, 'aws:SourceAccount': '210987654321' } }));
  expect(strangers.filter(mayCall)).toEqual([]);
});

const environmentOf = ({ Properties }: { Properties: Json }) =>
  ((Properties.Environment ?? {}) as { Variables?: Json }).Variables ?? {};

/** An object of the dataset bucket that a function reads. */
function readBy(word: string): string {
  const may = functions[word]?.may ?? [];
  if (may.includes('read datasets') || may.includes('see versions')) return 'datasets/posts/manifest.json';
  return may.some((each) => each.endsWith(' packs')) ? 'packs/1.zip' : 'public/samples/posts.json';
}

/** The logical ids of the queues whose names are in a variable. */
const queuesIn = (variable: unknown): string[] =>
  [...JSON.stringify(variable).matchAll(/"Fn::GetAtt":\["(\w+)","QueueName"\]/g)].map(([, id = '']) => id);

/** Calls of our functions, by the variable with the address; calls of the table are in table-access.test.ts. */
function ofFunctions(): Call[] {
  return [...functionsOf(dev)].flatMap(([word, fn]) => {
    const caller = { role: text(fn.Properties.Role).replace('.Arn', '') };
    const variables = environmentOf(fn);
    const to = (action: string, resource: string, context = {}): Call => ({ caller, action, resource, context });
    const { DATASET_BUCKET, MAIL_FROM, MAIL_CONFIGURATION_SET, INBOX_URL, QUEUE_NAMES } = variables;
    const from = { 'ses:FromAddress': text(MAIL_FROM) };
    return [
      ...Object.entries(variables)
        .filter(([name]) => name.endsWith('_QUEUE_URL'))
        .map(([, queue]) => to('sqs:SendMessage', `${text(queue)}.Arn`)),
      ...(QUEUE_NAMES ? queuesIn(QUEUE_NAMES).map((id) => to('sqs:GetQueueAttributes', `${id}.Arn`)) : []),
      ...(INBOX_URL ? [to('sqs:ChangeMessageVisibility', `${text(INBOX_URL)}.Arn`)] : []),
      ...(DATASET_BUCKET ? [to('s3:GetObject', `${text(DATASET_BUCKET)}.Arn/${readBy(word)}`)] : []),
      ...(['SIGNING_KEYS', 'LEDGER_KEYS', 'RECEIPT_KEYS'] as const)
        .flatMap((name) => (variables[name] ? text(variables[name]).split(',') : []))
        .map((key) => to('kms:GetPublicKey', key)),
      ...(MAIL_FROM ? [arn('ses', `identity/${text(MAIL_FROM)}`)] : []).map((id) => to('ses:SendEmail', id, from)),
      ...(MAIL_FROM
        ? [to('ses:SendEmail', arn('ses', `configuration-set/${text(MAIL_CONFIGURATION_SET)}`), from)]
        : []),
      to('logs:PutLogEvents', `${text((fn.Properties.LoggingConfig as Json).LogGroup)}.Arn`),
    ];
  });
}

/** Calls with which Lambda receives messages for a function, with the function's role. Source: Lambda Developer Guide, "Using Lambda with Amazon SQS". */
function ofMappings(): Call[] {
  const roles = new Map([...functionsOf(dev).values()].map(({ id, Properties }) => [id, text(Properties.Role)]));
  return dev.resources('AWS::Lambda::EventSourceMapping').flatMap(({ Properties }) => {
    const caller = { role: (roles.get(text(Properties.FunctionName)) ?? '').replace('.Arn', '') };
    return ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((verb) => ({
      ...{ caller, action: `sqs:${verb}` },
      resource: text(Properties.EventSourceArn),
    }));
  });
}

test('no policy of a queue, bucket or key denies a function’s calls to the resources of its variables, or Lambda’s receiving for it', () => {
  const calls = [...ofFunctions(), ...ofMappings()];
  expect(calls.length).toBeGreaterThan(80);
  expect(calls.filter((call) => !mayCall(call))).toEqual([]);
});

test('no policy of a queue, topic, bucket or key allows a role without grants', () => {
  const strangers = [...ofFunctions(), ...ofMappings()].map((call) => ({ ...call, caller: { role: 'Stranger' } }));
  expect(strangers.filter(mayCall)).toEqual([]);
});
