import { expect, test } from 'vitest';
import { deployment, stacksOf } from './support.ts';

const dev = deployment();
const local = deployment({ stage: 'local' });
const trial = deployment({ stage: 'trial', retain: 'false' });

const tableOf = ({ resources }: typeof dev) => resources('AWS::DynamoDB::GlobalTable')[0]!;
const replicaOf = (of: typeof dev) => (tableOf(of).Properties.Replicas as Record<string, unknown>[])[0]!;

test('there is one table, with the keys, the time to live and the index that storage uses', () => {
  expect(dev.resources('AWS::DynamoDB::GlobalTable')).toHaveLength(1);
  expect(dev.resources('AWS::DynamoDB::Table')).toEqual([]);
  expect(tableOf(dev).Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'lists',
        KeySchema: [
          { AttributeName: 'listPk', KeyType: 'HASH' },
          { AttributeName: 'listSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });
});

test.each([
  ['deployed', dev],
  ['local', local],
])('the %s table is restorable, protected from deletion and outlives its stack', (_, of) => {
  expect(replicaOf(of)).toMatchObject({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(tableOf(of)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('datasets outlive their stack, keep their versions and are closed to the public', () => {
  const bucket = dev.resources('AWS::S3::Bucket').find(({ id }) => id.startsWith('DatasetsBucket'))!;
  expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  expect(bucket.Properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    LoggingConfiguration: expect.anything(),
  });
});

test('no bucket can be made public, and none answers without TLS', () => {
  const denied = dev.resources('AWS::S3::BucketPolicy').map(({ Properties }) => ({
    bucket: (Properties.Bucket as { Ref: string }).Ref,
    statement: (Properties.PolicyDocument as { Statement: object[] }).Statement[0],
  }));
  for (const { id, Properties } of dev.resources('AWS::S3::Bucket')) {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(denied.find(({ bucket }) => bucket === id)?.statement).toMatchObject({
      Effect: 'Deny',
      Action: 's3:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  }
});

test('the data stack cannot be terminated by mistake, except on the laptop or where nothing is to be kept', () => {
  expect(stacksOf().data.terminationProtection).toBe(true);
  expect(stacksOf({ stage: 'local' }).data.terminationProtection).toBe(false);
  expect(stacksOf({ retain: 'false' }).data.terminationProtection).toBe(false);
});

test('a failed first deployment leaves no key and no bucket behind, only the protected table', () => {
  const kept = Object.entries(dev.data.toJSON().Resources as Record<string, { DeletionPolicy?: string }>);
  expect(kept.flatMap(([id, { DeletionPolicy }]) => (DeletionPolicy === 'Retain' ? [id] : []))).toEqual([
    tableOf(dev).id,
  ]);
});

/** Buckets that CDK's emptier empties when their stack is deleted. */
const emptied = (of: typeof dev) =>
  of.resources('Custom::S3AutoDeleteObjects').map(({ Properties }) => (Properties.BucketName as { Ref: string }).Ref);

test('`retain=false` deletes everything with its stack: nothing is retained or protected, and every bucket is emptied first', () => {
  const resources = [trial.data, trial.service].flatMap((template) =>
    Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>),
  );
  expect(resources.filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')).toEqual([]);
  expect(replicaOf(trial)).toMatchObject({ DeletionProtectionEnabled: false });
  const buckets = trial.resources('AWS::S3::Bucket').map(({ id }) => id);
  expect(buckets).toHaveLength(4);
  expect(emptied(trial).sort()).toEqual(buckets.sort());
});

test('the service stack can be destroyed and deployed again: its bucket goes with it, and datasets stay', () => {
  const { Resources } = dev.service.toJSON() as { Resources: Record<string, { DeletionPolicy?: string }> };
  expect(Object.entries(Resources).filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete')).toEqual(
    [],
  );
  expect(emptied(dev)).toEqual(Object.keys(dev.service.findResources('AWS::S3::Bucket')));
});

test('every log ends: each function writes to a log group of the template, which is kept for 90 days', () => {
  for (const stacks of [dev, trial]) {
    const groups = stacks.resources('AWS::Logs::LogGroup');
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(90);
    for (const { id, Properties } of stacks.resources('AWS::Lambda::Function')) {
      const { LogGroup } = (Properties.LoggingConfig ?? {}) as { LogGroup?: { Ref: string } };
      expect(
        groups.map((group) => group.id),
        id,
      ).toContain(LogGroup?.Ref);
    }
  }
});

test('CloudFormation generates the origin secret: it is long and in no template', () => {
  const [secret] = dev.resources('AWS::SecretsManager::Secret');
  expect(secret?.Properties.GenerateSecretString).toMatchObject({ PasswordLength: 48 });
  expect(secret?.Properties).not.toHaveProperty('SecretString');
});

test('the table name is an output, for the operator’s commands', () => {
  dev.data.hasOutput('TableName', { Value: { Ref: tableOf(dev).id } });
});

const keysOf = ({ data }: typeof dev, KeySpec = 'RSA_2048') =>
  Object.values(data.findResources('AWS::KMS::Key', { Properties: { KeySpec } }));

test('RSA keys of 2048 bits, one for each name that the operator gives, sign badge credentials and outlive their stack', () => {
  const rotated = deployment({ badgeSigningKeys: '1,2' });
  expect([keysOf(dev), keysOf(rotated), keysOf(trial)].map(({ length }) => length)).toEqual([1, 2, 1]);
  for (const key of keysOf(rotated))
    expect(key).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
    });
  expect(keysOf(trial)[0]).toMatchObject({ DeletionPolicy: 'Delete' });
});

test('keys on P-256, for seals and for receipts by the names that the operator gives, outlive their stack', () => {
  const rotated = deployment({ ledgerKeys: '1,2', receiptKeys: '2' });
  expect([dev, rotated, trial].map((each) => keysOf(each, 'ECC_NIST_P256').length)).toEqual([2, 3, 2]);
  for (const key of keysOf(rotated, 'ECC_NIST_P256'))
    expect(key).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { KeyUsage: 'SIGN_VERIFY' },
    });
});

const evidenceOf = ({ data }: typeof dev) =>
  Object.values(data.findResources('AWS::S3::Bucket')).find(({ Properties }) => Properties.ObjectLockEnabled);

test.each([
  ['prod', 'COMPLIANCE'],
  ['dev', 'GOVERNANCE'],
  ['local', 'GOVERNANCE'],
])('on stage %s S3 locks each object of the ledger for seven years, in %s mode', (stage, Mode) => {
  expect(evidenceOf(deployment({ stage }))).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode, Days: 2557 } } },
      LoggingConfiguration: { LogFilePrefix: 'evidence/' },
    },
  });
});

test('nothing of the ledger expires by a rule of its bucket, and a bucket that goes with its stack locks nothing', () => {
  const { Rules } = evidenceOf(dev)!.Properties.LifecycleConfiguration as { Rules: object[] };
  expect(Rules).toEqual([{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }]);
  expect(evidenceOf(trial)).toBeUndefined();
});

test('S3 refuses a write to the ledger’s bucket that does not ask for a free name, from everybody', () => {
  const [id] = Object.entries(dev.data.findResources('AWS::S3::Bucket')).find(
    ([, each]) => each.Properties.ObjectLockEnabled,
  )!;
  const [policy] = dev
    .resources('AWS::S3::BucketPolicy')
    .filter(({ Properties }) => (Properties.Bucket as { Ref: string }).Ref === id);
  expect((policy!.Properties.PolicyDocument as { Statement: unknown[] }).Statement).toContainEqual({
    Action: 's3:PutObject',
    Condition: { Null: { 's3:if-none-match': 'true' } },
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] },
  });
});

test('an added key leaves the previous one unchanged', () => {
  const rsa = { Properties: { KeySpec: 'RSA_2048' } };
  const [before] = Object.entries(dev.data.findResources('AWS::KMS::Key', rsa));
  expect(Object.entries(deployment({ badgeSigningKeys: '1,2' }).data.findResources('AWS::KMS::Key'))).toContainEqual(
    before,
  );
});
