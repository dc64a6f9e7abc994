import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { goneWithItsStack, keepEmptiersLog } from './emptied-bucket.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { acknowledgeObjects } from './wide-grant.ts';

/** Objects that are published versions of datasets. */
const datasets = 'datasets/*';
/** Objects that anybody may read: facts about datasets, and their sample records. CloudFront serves them under the same paths. */
const publicObjects = 'public/*';
const samples = 'public/samples/*';
/** Objects that say which versions there are, without the bytes of any. */
const manifests = 'datasets/*.json';
/** Facts about datasets that anybody may read. */
const facts = 'public/datasets/*';
/** Objects that are exports, for readers to fetch. */
const exports = 'exports/*';
/** Evidence packs, for a buyer to fetch. They are copies, so they lie under no lock. */
const packs = 'packs/*';
const packsKeptDays = 7;

/** The operator's files. Private, versioned, every access logged for a year in a bucket beside it. */
export class DatasetBucket extends Construct {
  readonly #bucket: Bucket;
  /** The access logs of all buckets of this stack. */
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, props: { readonly stage: string; readonly isRetained: boolean }) {
    super(scope, id);
    const common: BucketProps = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...(props.isRetained ? { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } : goneWithItsStack),
    };
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      ...common,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    this.#bucket = new Bucket(this, 'Bucket', {
      ...common,
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) },
        { prefix: 'public/', noncurrentVersionExpiration: Duration.days(1) },
        { prefix: 'exports/', expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
        {
          prefix: 'packs/',
          expiration: Duration.days(packsKeptDays),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    this.#letCloudFrontReadPublicObjects();
    if (!props.isRetained) keepEmptiersLog(this, `${props.stage}/data-emptier`);
    Validations.of(this.accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Holds the access logs of the other buckets; logging into itself would never end.',
    });
  }

  get name(): string {
    return this.#bucket.bucketName;
  }

  /** The host at which CloudFront reads public objects. */
  get host(): string {
    return this.#bucket.bucketRegionalDomainName;
  }

  /**
   * The distribution is in the stack that depends on this one, so the policy names those of this account and not the one.
   * Source: CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
   */
  #letCloudFrontReadPublicObjects(): void {
    const distributions = `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*`;
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.#bucket.arnForObjects(publicObjects)],
        conditions: { StringLike: { 'aws:SourceArn': distributions } },
      }),
    );
  }

  /** Lets `fn` read every dataset and see which are missing; sets the variable with the bucket's name. */
  grantRead(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${datasets}`] });
    fn.allow({ actions: ['s3:ListBucket'], resources: [bucketArn] });
    fn.setEnv({ DATASET_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: datasets,
      reason:
        'Reads any dataset, and nothing else lies under this prefix; a new version is published without deploying.',
    });
  }

  /** Lets `fn` read the sample records of every dataset; sets the variable with the bucket's name. */
  grantReadSamples(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${samples}`] });
    fn.setEnv({ DATASET_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: samples,
      reason: 'Reads what anybody may read, and nothing else lies under this prefix.',
    });
  }

  /** Lets `fn` see which versions of datasets there are, and how fresh; sets the variable with the bucket's name. It reads the bytes of none. */
  grantSeeVersions(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    for (const path of [manifests, facts]) {
      fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${path}`] });
      acknowledgeObjects(fn, this.#bucket, {
        path,
        reason: 'Reads what versions there are of any dataset, and no records that are sold.',
      });
    }
    fn.setEnv({ DATASET_BUCKET: bucketName });
  }

  /** Lets `fn` read public objects, and write the one with the state of the service; sets the variable with the bucket's name. */
  grantStatus(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${publicObjects}`] });
    fn.allow({ actions: ['s3:PutObject'], resources: [`${bucketArn}/public/status.json`] });
    fn.setEnv({ DATASET_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: publicObjects,
      reason: 'Reads what anybody may read, and nothing else lies under this prefix.',
    });
  }

  /** Lets `fn` store exports, which expire after a day, and sign addresses that read them. */
  grantExport(fn: LambdaFunction): void {
    fn.allow({ actions: ['s3:PutObject', 's3:GetObject'], resources: [`${this.#bucket.bucketArn}/${exports}`] });
    acknowledgeObjects(fn, this.#bucket, {
      path: exports,
      reason: 'Each export is an object of a random name, and nothing else lies under this prefix.',
    });
  }

  /** Lets `fn` store evidence packs, which expire after a week, and read what it kept of one that is not made yet. */
  grantPacks(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:PutObject', 's3:GetObject'], resources: [`${bucketArn}/${packs}`] });
    fn.setEnv({ DATASET_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: packs,
      reason: 'Each pack is an object of a random name, and nothing else lies under this prefix.',
    });
  }
  /** Lets `fn` sign addresses that read packs; sets the variable with the bucket's name. */
  grantReadPacks(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${packs}`] });
    fn.setEnv({ DATASET_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: packs,
      reason: 'Each pack is an object of a random name, and nothing else lies under this prefix.',
    });
  }
}
