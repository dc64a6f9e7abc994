import { expect, test } from 'vitest';
import { functionsOf } from './policies.ts';
import { deployment, type Json, type Resource } from './support.ts';

const dev = deployment();
const local = deployment({ stage: 'local' });
const functions = functionsOf(dev);

const variables = ({ Properties }: Resource) => (Properties.Environment as { Variables: Json }).Variables;

/** The variables of each function, except STAGE: no function has one that it does not need. */
const environment: Record<string, string> = {
  accounts: 'LEAVING_QUEUE_URL MAIL_QUEUE_URL OPERATOR_SIGN_IN ORIGIN_SECRETS PUBLIC_ORIGIN TABLE_NAME',
  admin: 'MAIL_QUEUE_URL OPERATOR_SIGN_IN ORIGIN_SECRETS PUBLIC_ORIGIN STRIPE_QUEUE_URL TABLE_NAME',
  badges: 'ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH TABLE_NAME',
  billing:
    'MAIL_QUEUE_URL OPERATOR_SIGN_IN ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH TABLE_NAME TOP_UP_QUEUE_URL WEBHOOK_QUEUE_URL',
  affiliates: 'MAIL_QUEUE_URL ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH TABLE_NAME',
  domains: 'MAIL_QUEUE_URL ORIGIN_SECRETS PUBLIC_ORIGIN TABLE_NAME',
  'domain-check': 'MAIL_QUEUE_URL TABLE_NAME',
  'status-lists': 'TABLE_NAME',
  'badge-looks': 'TABLE_NAME WEBHOOK_QUEUE_URL',
  credentials: 'ORIGIN_SECRETS PUBLIC_ORIGIN SIGNING_KEYS TABLE_NAME',
  data: 'DATASET_BUCKET ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH STRIPE_QUEUE_URL TABLE_NAME TOP_UP_QUEUE_URL USAGE_CHECK_QUEUE_URL',
  gateway:
    'ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH STRIPE_QUEUE_URL TABLE_NAME TOP_UP_QUEUE_URL USAGE_CHECK_QUEUE_URL',
  verify:
    'ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH STRIPE_QUEUE_URL TABLE_NAME TOP_UP_QUEUE_URL USAGE_CHECK_QUEUE_URL',
  authorizer: 'SECRETS_PATH STRIPE_QUEUE_URL TABLE_NAME TOP_UP_QUEUE_URL USAGE_CHECK_QUEUE_URL',
  keys: 'ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH TABLE_NAME',
  leaving: 'MAIL_QUEUE_URL SECRETS_PATH TABLE_NAME WEBHOOK_QUEUE_URL',
  'mail-feedback': 'TABLE_NAME',
  mailer: 'INBOX_URL MAIL_CONFIGURATION_SET MAIL_FROM PUBLIC_ORIGIN TABLE_NAME',
  reconcile: 'MAIL_QUEUE_URL SECRETS_PATH STRIPE_MODE STRIPE_QUEUE_URL TABLE_NAME WEBHOOK_QUEUE_URL',
  'top-up': 'MAIL_QUEUE_URL SECRETS_PATH TABLE_NAME WEBHOOK_QUEUE_URL',
  'usage-merge': 'MAIL_QUEUE_URL TABLE_NAME TOP_UP_QUEUE_URL USAGE_CHECK_QUEUE_URL WEBHOOK_QUEUE_URL',
  'stripe-sync': 'MAIL_QUEUE_URL SECRETS_PATH TABLE_NAME USAGE_REPORT_QUEUE_URL WEBHOOK_QUEUE_URL',
  'badge-settlement': 'MAIL_QUEUE_URL SECRETS_PATH TABLE_NAME',
  'usage-report': 'SECRETS_PATH STRIPE_MODE TABLE_NAME',
  webhooks: 'OPERATOR_SIGN_IN ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH TABLE_NAME WEBHOOK_QUEUE_URL',
  'webhook-sender': 'BADGE_LOOK_QUEUE_URL MAIL_QUEUE_URL SECRETS_PATH TABLE_NAME',
  'licence-registry': 'TABLE_NAME',
  'licence-notices': 'MAIL_QUEUE_URL TABLE_NAME',
  unrouted: 'ORIGIN_SECRETS PUBLIC_ORIGIN',
  'stripe-webhook': 'ORIGIN_SECRETS PUBLIC_ORIGIN SECRETS_PATH STRIPE_MODE STRIPE_QUEUE_URL',
};

test.each(Object.keys(environment))('%s has the variables that it needs and no others', (word) => {
  expect(Object.keys(variables(functions.get(word)!)).sort()).toEqual(`${environment[word]} STAGE`.split(' ').sort());
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
