import { expect, test } from 'vitest';
import type { FunctionDeclaration } from '../../infra/function-declaration.ts';
import { functions } from '../../infra/functions.ts';
import { functionsOf, permissionsOf, queueOf, wordOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const permissions = permissionsOf(dev);

const secret = (name: string) => `ssm:GetParameters arn:Partition:ssm:Region:AccountId:parameter/tollgate/dev/${name}`;
const receiving = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** The permissions behind each word of `may`. */
const abilities: Readonly<Record<string, readonly string[]>> = {
  'read datasets': ['s3:GetObject DatasetsBucket/datasets/*', 's3:ListBucket DatasetsBucket'],
  'see versions': ['s3:GetObject DatasetsBucket/datasets/*.json', 's3:GetObject DatasetsBucket/public/datasets/*'],
  'read samples': ['s3:GetObject DatasetsBucket/public/samples/*'],
  'see depths of queues': Object.values(queueOf).flatMap((queue) =>
    [queue, queue.replace(/Queue$/, 'Failed')].map((each) => `sqs:GetQueueAttributes ${each}.Arn`),
  ),
  'keep status': ['s3:GetObject DatasetsBucket/public/*', 's3:PutObject DatasetsBucket/public/status.json'],
  'keep exports': ['s3:GetObject DatasetsBucket/exports/*', 's3:PutObject DatasetsBucket/exports/*'],
  'send mail': [
    'ses:SendEmail arn:Partition:ses:Region:AccountId:identity/*',
    'ses:SendEmail arn:Partition:ses:Region:AccountId:configuration-set/MailSenderConfigurationSet',
  ],
  'sign credentials': ['kms:GetPublicKey SigningKey1', 'kms:Sign SigningKey1'],
  'write details': ['s3:PutObject EvidenceBucket/detail/*'],
  'keep the ledger': [
    's3:GetObject EvidenceBucket/hours/*',
    's3:GetObject EvidenceBucket/detail/manifests/*',
    's3:ListBucket EvidenceBucket',
    's3:GetObject EvidenceBucket/detail/*',
    's3:PutObject EvidenceBucket/hours/*',
  ],
  'read entries': [
    's3:GetObject EvidenceBucket/hours/*',
    's3:GetObject EvidenceBucket/detail/manifests/*',
    's3:ListBucket EvidenceBucket',
  ],
  'keep statements': [
    's3:GetObject EvidenceBucket/hours/*/index.ndjson.gz',
    's3:GetObject EvidenceBucket/hours/*/summary-*',
    's3:PutObject EvidenceBucket/statements/*',
  ],
  'read statements': ['s3:GetObject EvidenceBucket/statements/*'],
  'keep packs': ['s3:GetObject DatasetsBucket/packs/*', 's3:PutObject DatasetsBucket/packs/*'],
  'read packs': ['s3:GetObject DatasetsBucket/packs/*'],
  'read ledger keys': ['kms:GetPublicKey LedgerKey1'],
  'sign seals': ['kms:GetPublicKey LedgerKey1', 'kms:Sign LedgerKey1'],
  'read receipt keys': ['kms:GetPublicKey ReceiptsKey1'],
  'certify instances': ['kms:GetPublicKey ReceiptsKey1', 'kms:Sign ReceiptsKey1'],
};

/** All that a declaration lets a function do beside its own log and the table. */
function declaredOf({ secrets = [], sendsTo = [], consumes, may = [], invokes = [] }: FunctionDeclaration): string[] {
  const verbs = consumes ? [...receiving, ...(consumes.mayHide ? ['ChangeMessageVisibility'] : [])] : [];
  return [
    ...secrets.map(secret),
    ...sendsTo.map((inbox) => `sqs:SendMessage ${queueOf[inbox]}.Arn`),
    ...verbs.map((verb) => `sqs:${verb} ${consumes && queueOf[consumes.inbox]}.Arn`),
    ...may.flatMap((each) => abilities[each] ?? []),
    ...invokes.map((name) => `lambda:InvokeFunction ${name[0]?.toUpperCase()}${name.slice(1)}Handler.Arn`),
  ];
}

/** Logical ids without CDK's hash: `MailboxQueue4E0AA783.Arn` is `MailboxQueue.Arn`. */
const withoutHash = (resource: string) => resource.replace(/[0-9A-F]{8}(Arn[0-9A-F]{8})?(?=[./]|$)/g, '');

const beside = (word: string) =>
  (permissions.get(word) ?? [])
    .filter(({ action }) => !action.startsWith('dynamodb:') && !action.startsWith('logs:'))
    .map(({ action, resource }) => `${action} ${withoutHash(resource)}`);

test.each([...permissions.keys()])(
  'apart from the table %s has the permissions that it declares and no others',
  (word) => {
    expect(beside(word).toSorted()).toEqual(declaredOf(functions[word] ?? {}).toSorted());
  },
);

test('a function that takes messages from a queue takes them from one, and no other function does', () => {
  const takers = [...permissions].flatMap(([word, granted]) =>
    granted.filter(({ action }) => action === 'sqs:ReceiveMessage').map(({ resource }) => ({ word, resource })),
  );
  expect(takers.length).toBeGreaterThan(5);
  expect(new Set(takers.map(({ word }) => word)).size).toBe(takers.length);
  expect(new Set(takers.map(({ resource }) => resource)).size).toBe(takers.length);
});

test('usage-merge, which no request reaches, is the only function that invokes others', () => {
  const invoking = [...permissions].filter(([, granted]) => granted.some(({ action }) => action.startsWith('lambda:')));
  expect(invoking.map(([word]) => word)).toEqual(['usage-merge']);
});

test('the webhook function has no permission on any table', () => {
  const granted = permissions.get('stripe-webhook')!;
  expect(granted.length).toBeGreaterThan(0);
  expect(granted.filter(({ action, resource }) => action.startsWith('dynamodb:') || /Table/.test(resource))).toEqual(
    [],
  );
  expect(functionsOf(dev).get('stripe-webhook')?.Properties).not.toHaveProperty('Environment.Variables.TABLE_NAME');
});

test('only billing, badge-settlement, leaving, pack-maker, stripe-sync, top-up, reconcile and usage-report can read the key to Stripe', () => {
  const readers = [...permissions].filter(([, granted]) =>
    granted.some(({ resource }) => /stripe-secret-key$/.test(resource)),
  );
  expect(readers.map(([word]) => word).sort()).toEqual([
    'badge-settlement',
    'billing',
    'leaving',
    'pack-maker',
    'reconcile',
    'stripe-sync',
    'top-up',
    'usage-report',
  ]);
});

test('only credentials, ledger-seal, pack-maker, statements and the functions that admit sign, each with its last key and in one way; earlier keys are only read', () => {
  const rotated = permissionsOf(deployment({ badgeSigningKeys: '1,2', ledgerKeys: '1,2', receiptKeys: '1,2' }));
  const kms = [...rotated].flatMap(([word, granted]) =>
    granted.filter(({ action }) => action.startsWith('kms:')).map((permission) => ({ word, ...permission })),
  );
  const signing = kms.filter(({ action }) => action !== 'kms:GetPublicKey');
  const as = (algorithm: string) => ({ StringEquals: { 'kms:SigningAlgorithm': algorithm } });
  expect(
    signing.map(({ word, action, resource, condition }) => [word, action, withoutHash(resource), condition]),
  ).toEqual([
    ['data', 'kms:Sign', 'ReceiptsKey2', as('ECDSA_SHA_256')],
    ['gateway', 'kms:Sign', 'ReceiptsKey2', as('ECDSA_SHA_256')],
    ['verify', 'kms:Sign', 'ReceiptsKey2', as('ECDSA_SHA_256')],
    ['authorizer', 'kms:Sign', 'ReceiptsKey2', as('ECDSA_SHA_256')],
    ['credentials', 'kms:Sign', 'SigningKey2', as('RSASSA_PKCS1_V1_5_SHA_256')],
    ['ledger-seal', 'kms:Sign', 'LedgerKey2', as('ECDSA_SHA_256')],
    ['statements', 'kms:Sign', 'LedgerKey2', as('ECDSA_SHA_256')],
    ['pack-maker', 'kms:Sign', 'LedgerKey2', as('ECDSA_SHA_256')],
  ]);
  const readable = kms.filter(({ word, action }) => word === 'credentials' && action === 'kms:GetPublicKey');
  const numbered = (name: string) => [`${name}1`, `${name}2`];
  expect(readable.map(({ resource }) => withoutHash(resource)).toSorted()).toEqual(
    ['LedgerKey', 'ReceiptsKey', 'SigningKey'].flatMap(numbered),
  );
});

test('a function writes its own log only', () => {
  for (const [word, granted] of permissions) {
    const logs = granted.filter(({ action }) => action.startsWith('logs:'));
    expect(logs.map(({ action }) => action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    for (const { resource } of logs)
      expect(wordOf(resource.replace(/Logs([0-9A-F]{8})\.Arn$/, 'Handler$1'))).toBe(word);
  }
});

test('no action is a wildcard, and the only wildcard resources are objects of a folder, and any identity that mail goes to', () => {
  const all = [...permissions].flatMap(([word, granted]) => granted.map((permission) => ({ word, ...permission })));
  expect(all.filter(({ action }) => action.includes('*'))).toEqual([]);
  const wide = all.filter(({ resource }) => resource.includes('*'));
  expect(wide.map(({ word, action, resource }) => `${word} ${action} ${withoutHash(resource)}`).sort()).toEqual([
    'admin s3:GetObject DatasetsBucket/datasets/*.json',
    'admin s3:GetObject DatasetsBucket/public/datasets/*',
    'authorizer s3:PutObject EvidenceBucket/detail/*',
    'data s3:GetObject DatasetsBucket/datasets/*',
    'data s3:GetObject DatasetsBucket/exports/*',
    'data s3:PutObject DatasetsBucket/exports/*',
    'data s3:PutObject EvidenceBucket/detail/*',
    'gateway s3:PutObject EvidenceBucket/detail/*',
    'keys s3:GetObject EvidenceBucket/statements/*',
    'ledger-seal s3:GetObject EvidenceBucket/detail/*',
    'ledger-seal s3:GetObject EvidenceBucket/detail/manifests/*',
    'ledger-seal s3:GetObject EvidenceBucket/hours/*',
    'ledger-seal s3:PutObject EvidenceBucket/hours/*',
    'mailer ses:SendEmail arn:Partition:ses:Region:AccountId:identity/*',
    'pack-maker s3:GetObject DatasetsBucket/packs/*',
    'pack-maker s3:GetObject EvidenceBucket/detail/manifests/*',
    'pack-maker s3:GetObject EvidenceBucket/hours/*',
    'pack-maker s3:PutObject DatasetsBucket/packs/*',
    'packs s3:GetObject DatasetsBucket/packs/*',
    'samples s3:GetObject DatasetsBucket/public/samples/*',
    'service-status s3:GetObject DatasetsBucket/public/*',
    'statements s3:GetObject EvidenceBucket/hours/*/index.ndjson.gz',
    'statements s3:GetObject EvidenceBucket/hours/*/summary-*',
    'statements s3:PutObject EvidenceBucket/statements/*',
    'trail-pages s3:GetObject EvidenceBucket/detail/manifests/*',
    'trail-pages s3:GetObject EvidenceBucket/hours/*',
    'verify s3:PutObject EvidenceBucket/detail/*',
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
