import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** Where versions of datasets are published. */
const datasets = 'datasets/*';

/** The operator's files. Private, versioned, every access logged for a year in a bucket beside it. */
export class DatasetBucket extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, props: { readonly isRetained: boolean }) {
    super(scope, id);
    const common: BucketProps = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: props.isRetained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...common,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    this.#bucket = new Bucket(this, 'Bucket', {
      ...common,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
    });
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Holds the access logs of the dataset bucket; logging into itself would never end.',
    });
  }

  get name(): string {
    return this.#bucket.bucketName;
  }

  /** Lets `fn` read every dataset and see which are missing, and tells it the bucket's name. */
  grantRead(fn: LambdaFunction): void {
    const data = Stack.of(this);
    const bucketArn = data.exportValue(this.#bucket.bucketArn);
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${datasets}`] });
    fn.allow({ actions: ['s3:ListBucket'], resources: [bucketArn] });
    fn.setEnv({ DATASET_BUCKET: this.#bucket.bucketName });
    const exported = (data.resolve(bucketArn) as { 'Fn::ImportValue': string })['Fn::ImportValue'];
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${exported}/${datasets}]`,
      reason:
        'Reads any dataset, and nothing else lies under this prefix; a new version is published without deploying.',
    });
  }
}
