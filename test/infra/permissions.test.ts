import { expect, test } from 'vitest';
import { functionsOf, permissionsOf, wordOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const permissions = permissionsOf(dev);

const secret = (name: string) => `ssm:GetParameters arn:Partition:ssm:Region:AccountId:parameter/tollgate/dev/${name}`;
const sends = (queue: string) => `sqs:SendMessage ${queue}.Arn`;
/** Permissions of every function that admits. */
const afterAnswers = [sends('StripeInboxQueue'), sends('TopUpsQueue'), sends('UsageChecksQueue')];
const receives = (queue: string) =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((verb) => `sqs:${verb} ${queue}.Arn`);

/** All permissions of a function, except its own log and the table. */
const beyondTheTable: Record<string, string[]> = {
  accounts: [sends('MailboxQueue'), sends('LeaversQueue')],
  leaving: [
    secret('stripe-secret-key'),
    secret('handle-key'),
    sends('WebhookEventsQueue'),
    sends('MailboxQueue'),
    ...receives('LeaversQueue'),
  ],
  billing: [secret('stripe-secret-key'), sends('MailboxQueue'), sends('WebhookEventsQueue'), sends('TopUpsQueue')],
  keys: [secret('key-peppers')],
  data: [
    secret('key-peppers'),
    ...afterAnswers,
    's3:GetObject DatasetsBucket/datasets/*',
    's3:GetObject DatasetsBucket/exports/*',
    's3:PutObject DatasetsBucket/exports/*',
    's3:ListBucket DatasetsBucket',
  ],
  gateway: [secret('key-peppers'), secret('upstream-trends'), ...afterAnswers],
  verify: [secret('key-peppers'), secret('service-keys'), ...afterAnswers],
  authorizer: [secret('key-peppers'), ...afterAnswers],
  badges: [secret('handle-key')],
  affiliates: [secret('handle-key'), sends('MailboxQueue')],
  'status-lists': [],
  'badge-looks': [sends('WebhookEventsQueue'), ...receives('BadgeLookRequestsQueue')],
  credentials: ['kms:GetPublicKey SigningKey1', 'kms:Sign SigningKey1'],
  admin: [sends('StripeInboxQueue'), sends('MailboxQueue')],
  unrouted: [],
  'licence-registry': [],
  'licence-notices': [sends('MailboxQueue')],
  'stripe-webhook': [secret('stripe-webhook-secrets'), secret('stripe-destination-secrets'), sends('StripeInboxQueue')],
  'stripe-sync': [
    secret('stripe-secret-key'),
    sends('MailboxQueue'),
    sends('UsageReportsQueue'),
    sends('WebhookEventsQueue'),
    ...receives('StripeInboxQueue'),
  ],
  'badge-settlement': [secret('stripe-secret-key'), sends('MailboxQueue')],
  'usage-report': [secret('stripe-secret-key'), ...receives('UsageReportsQueue')],
  reconcile: [secret('stripe-secret-key'), ...['StripeInboxQueue', 'MailboxQueue', 'WebhookEventsQueue'].map(sends)],
  'usage-merge': [
    ...['MailboxQueue', 'WebhookEventsQueue', 'TopUpsQueue', 'UsageChecksQueue'].map(sends),
    ...receives('UsageChecksQueue'),
    ...['Data', 'Gateway', 'Verify', 'Authorizer'].map((name) => `lambda:InvokeFunction ${name}Handler.Arn`),
  ],
  'top-up': [
    secret('stripe-secret-key'),
    sends('MailboxQueue'),
    sends('WebhookEventsQueue'),
    ...receives('TopUpsQueue'),
  ],
  mailer: [
    'ses:SendEmail arn:Partition:ses:Region:AccountId:identity/*',
    'ses:SendEmail arn:Partition:ses:Region:AccountId:configuration-set/MailSenderConfigurationSet',
    ...receives('MailboxQueue'),
    'sqs:ChangeMessageVisibility MailboxQueue.Arn',
  ],
  'mail-feedback': receives('FeedbackInboxQueue'),
  webhooks: [secret('webhook-keys'), sends('WebhookEventsQueue')],
  'webhook-sender': [
    secret('webhook-keys'),
    sends('MailboxQueue'),
    sends('BadgeLookRequestsQueue'),
    ...receives('WebhookEventsQueue'),
  ],
};

/** Logical ids without CDK's hash: `MailboxQueue4E0AA783.Arn` is `MailboxQueue.Arn`. */
const withoutHash = (resource: string) => resource.replace(/[0-9A-F]{8}(Arn[0-9A-F]{8})?(?=[./]|$)/g, '');

const beside = (word: string) =>
  (permissions.get(word) ?? [])
    .filter(({ action }) => !action.startsWith('dynamodb:') && !action.startsWith('logs:'))
    .map(({ action, resource }) => `${action} ${withoutHash(resource)}`);

test.each(Object.keys(beyondTheTable))('apart from the table %s has these permissions and no others', (word) => {
  expect(beside(word).sort()).toEqual([...beyondTheTable[word]!].sort());
});

test('the webhook function has no permission on any table', () => {
  const granted = permissions.get('stripe-webhook')!;
  expect(granted.length).toBeGreaterThan(0);
  expect(granted.filter(({ action, resource }) => action.startsWith('dynamodb:') || /Table/.test(resource))).toEqual(
    [],
  );
  expect(functionsOf(dev).get('stripe-webhook')?.Properties).not.toHaveProperty('Environment.Variables.TABLE_NAME');
});

test('only billing, badge-settlement, leaving, stripe-sync, top-up, reconcile and usage-report can read the key to Stripe', () => {
  const readers = [...permissions].filter(([, granted]) =>
    granted.some(({ resource }) => /stripe-secret-key$/.test(resource)),
  );
  expect(readers.map(([word]) => word).sort()).toEqual([
    'badge-settlement',
    'billing',
    'leaving',
    'reconcile',
    'stripe-sync',
    'top-up',
    'usage-report',
  ]);
});

test('only credentials signs, with the last key and as RS256; earlier keys are only read', () => {
  const rotated = permissionsOf(deployment({ badgeSigningKeys: '1,2' }));
  const kms = [...rotated].flatMap(([word, granted]) =>
    granted.filter(({ action }) => action.startsWith('kms:')).map((permission) => ({ word, ...permission })),
  );
  const signing = kms.filter(({ action }) => action !== 'kms:GetPublicKey');
  expect(signing.map(({ word, action, resource }) => [word, action, withoutHash(resource)])).toEqual([
    ['credentials', 'kms:Sign', 'SigningKey2'],
  ]);
  expect(signing[0]?.condition).toEqual({ StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256' } });
  const readable = kms.filter(({ word, action }) => word === 'credentials' && action === 'kms:GetPublicKey');
  expect(readable.map(({ resource }) => withoutHash(resource))).toEqual(['SigningKey1', 'SigningKey2']);
});

test('a function writes its own log only', () => {
  for (const [word, granted] of permissions) {
    const logs = granted.filter(({ action }) => action.startsWith('logs:'));
    expect(logs.map(({ action }) => action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    for (const { resource } of logs)
      expect(wordOf(resource.replace(/Logs([0-9A-F]{8})\.Arn$/, 'Handler$1'))).toBe(word);
  }
});

test('no action is a wildcard, and the only wildcard resources are any dataset, any export, and any identity that mail goes to', () => {
  const all = [...permissions].flatMap(([word, granted]) => granted.map((permission) => ({ word, ...permission })));
  expect(all.filter(({ action }) => action.includes('*'))).toEqual([]);
  const wide = all.filter(({ resource }) => resource.includes('*'));
  expect(wide.map(({ word, action, resource }) => `${word} ${action} ${withoutHash(resource)}`).sort()).toEqual([
    'data s3:GetObject DatasetsBucket/datasets/*',
    'data s3:GetObject DatasetsBucket/exports/*',
    'data s3:PutObject DatasetsBucket/exports/*',
    'mailer ses:SendEmail arn:Partition:ses:Region:AccountId:identity/*',
  ]);
});

test('mail is sent from the one address that the operator configured, in the sandbox to identities that were verified too', () => {
  const sending = permissions.get('mailer')!.filter(({ action }) => action === 'ses:SendEmail');
  for (const { condition } of sending)
    expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': 'support@example.com' } });
  expect(functionsOf(dev).get('mailer')?.Properties).toHaveProperty(
    'Environment.Variables.MAIL_FROM',
    'support@example.com',
  );
});
