import { expect, test } from 'vitest';
import { functions as declared } from '../../infra/functions.ts';
import { functionsOf, permissionsOf } from './policies.ts';
import { deployment, type Json, type Resource } from './support.ts';

const dev = deployment();
const local = deployment({ stage: 'local' });
const functions = functionsOf(dev);

const variables = ({ Properties }: Resource) => (Properties.Environment as { Variables: Json }).Variables;

/** The variables that come with a permission, each beside the action and resource without which it would be of no use. */
const comesWith: Readonly<Record<string, RegExp>> = {
  TABLE_NAME: /^dynamodb:/,
  SECRETS_PATH: /^ssm:GetParameters /,
  SIGNING_KEYS: /^kms:GetPublicKey Signing/,
  LEDGER_KEYS: /^kms:GetPublicKey Ledger/,
  RECEIPT_KEYS: /^kms:GetPublicKey Receipts/,
  DATASET_BUCKET: /^s3:GetObject Datasets/,
  EVIDENCE_BUCKET: /^s3:(Get|Put)Object Evidence/,
  MAIL_FROM: /^ses:SendEmail /,
  MAIL_CONFIGURATION_SET: /^ses:SendEmail /,
  QUEUE_NAMES: /^sqs:GetQueueAttributes .*Failed/,
  INBOX_URL: /^sqs:ChangeMessageVisibility /,
};
const permissions = permissionsOf(dev);

test.each([...functions.keys()])('%s has the variables that it needs and no others', (word) => {
  const granted = permissions.get(word) ?? [];
  const { routes, sendsTo = [], knows = [] } = declared[word] ?? {};
  const told = Object.keys(variables(functions.get(word)!));
  const queues = told.filter((name) => name.endsWith('_QUEUE_URL'));
  expect(queues, 'the queues that it sends to').toHaveLength(sendsTo.length);
  const expected = Object.keys(comesWith).filter((name) =>
    granted.some(({ action, resource }) => comesWith[name]?.test(`${action} ${resource}`)),
  );
  const behindRoutes = routes ? ['ORIGIN_SECRETS', 'PUBLIC_ORIGIN'] : [];
  const names = new Set(['STAGE', ...expected, ...queues, ...knows, ...behindRoutes]);
  expect(told.toSorted()).toEqual([...names].toSorted());
});

test('every function runs on Node 24 on the architecture whose native parts were bundled, without reserved capacity', () => {
  for (const { Properties } of functions.values()) {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
    });
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(Properties).not.toHaveProperty('TracingConfig');
  }
});

test('the hot path has a whole processor and room for datasets', () => {
  expect(functions.get('data')?.Properties).toMatchObject({ MemorySize: 1769, EphemeralStorage: { Size: 2048 } });
});

/** Seconds until an answer is due: for routes the API's limit, for the authorizer API Gateway's. */
const admits: Readonly<Record<string, number>> = { data: 29, gateway: 29, verify: 29, authorizer: 10 };
/** How long a hanging table takes: three tries of 3 s, with pauses of up to 1 s and 2 s between. */
const hangingSeconds = 12;

test('no function behind a route may run longer than the API waits', () => {
  const behindRoutes = [...functions].filter(
    ([, { Properties }]) => 'ORIGIN_SECRETS' in (Properties.Environment as { Variables: Json }).Variables,
  );
  expect(behindRoutes.length).toBeGreaterThan(10);
  for (const [word, { Properties }] of behindRoutes)
    if (!(word in admits)) expect(Number(Properties.Timeout), word).toBeLessThanOrEqual(29);
});

test('a table that hangs after an answer does not fail the call: functions that admit have extra time after their answer', () => {
  for (const [word, seconds] of Object.entries(admits))
    expect(Number(functions.get(word)?.Properties.Timeout), word).toBeGreaterThanOrEqual(seconds + hangingSeconds);
});

test('the hot paths in front of upstreams raise an alarm where they fail five times within an hour', () => {
  const alarms = dev.resources('AWS::CloudWatch::Alarm').filter(({ id }) => /Failing/.test(id));
  expect(alarms.map(({ Properties }) => [Properties.MetricName, Properties.Threshold])).toEqual(
    Array(3).fill(['Errors', 5]),
  );
});

test('every log group is declared and keeps logs for three months', () => {
  for (const { Properties } of dev.resources('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(90);
  for (const { Properties } of functions.values())
    expect(Properties.LoggingConfig).toMatchObject({ LogGroup: { Ref: expect.stringContaining('Logs') } });
});

test('Stripe is in test mode, except for stage prod unless the operator says test', () => {
  const modeOf = (context: Record<string, string>) =>
    variables(functionsOf(deployment(context)).get('stripe-webhook')!).STRIPE_MODE;
  expect(modeOf({})).toBe('test');
  expect(modeOf({ stage: 'prod' })).toBe('live');
  expect(modeOf({ stage: 'prod', stripeMode: 'test' })).toBe('test');
});

test('the laptop runs the same resources as a deployment: only names and settings differ', () => {
  const shape = ({ resources }: typeof dev, type: string) =>
    resources(type).map(({ id, Properties }) => [id, Object.keys(Properties).sort()]);
  for (const type of [
    'AWS::Lambda::Function',
    'AWS::ApiGatewayV2::Route',
    'AWS::SQS::Queue',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Events::Rule',
    'AWS::DynamoDB::GlobalTable',
    'AWS::IAM::Policy',
    'AWS::CloudFront::Distribution',
  ])
    expect(shape(local, type)).toEqual(shape(dev, type));
});
