import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { goneWithItsStack } from './emptied-bucket.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { acknowledgeObjects } from './wide-grant.ts';

/** Details of segments that are too large for their item. */
const details = 'detail/*';
/** The ids of the records of exports. */
const manifests = 'detail/manifests/*';
/** The entries of each seal. */
const hours = 'hours/*';

/** How long objects are locked, and where their accesses are logged. */
export type EvidenceBucketProps = {
  readonly stage: string;
  /** Whether the bucket outlives its stack. One that does not is not locked, or it could not be emptied. */
  readonly isRetained: boolean;
  readonly keepYears: number;
  readonly accessLogs: Bucket;
};

/**
 * The ledger's objects. S3 locks each for the years of the settings from its creation. On stage `prod` nobody can shorten that, not even the
 * account's root (compliance mode). Elsewhere the right `s3:BypassGovernanceRetention` can (governance mode), and no function has it.
 * Nothing expires by lifecycle, which knows no legal hold of an organization.
 * Source: Amazon S3 User Guide, "Locking objects with Object Lock".
 */
export class EvidenceBucket extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, isRetained, keepYears, accessLogs }: EvidenceBucketProps) {
    super(scope, id);
    const period = Duration.days(keepYears * 365 + Math.ceil(keepYears / 4));
    const lock = stage === 'prod' ? ObjectLockRetention.compliance(period) : ObjectLockRetention.governance(period);
    this.#bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'evidence/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      ...(isRetained
        ? { objectLockDefaultRetention: lock, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }
        : goneWithItsStack),
    });
    this.#refuseAnotherVersion();
  }

  /**
   * A lock keeps a version, and does not keep another from being put before it. So S3 refuses every write that does not ask for a free name, also by
   * a function that is taken over.
   * Source: Amazon S3 User Guide, "Enforce conditional writes on Amazon S3 buckets".
   */
  #refuseAnotherVersion(): void {
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.#bucket.arnForObjects('*')],
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
  }

  get name(): string {
    return this.#bucket.bucketName;
  }

  /** Lets `fn` write details, and neither read nor list them; sets the variable with the bucket's name. */
  grantWriteDetails(fn: LambdaFunction): void {
    fn.allow({ actions: ['s3:PutObject'], resources: [`${this.#bucket.bucketArn}/${details}`] });
    fn.setEnv({ EVIDENCE_BUCKET: this.#bucket.bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: details,
      reason: 'Each segment may have an object of its own name, and nothing else lies under this prefix.',
    });
  }

  /** Lets `fn` read details, and write and read the entries of seals. Listing lets S3 say that an object is missing. */
  grantSeal(fn: LambdaFunction): void {
    this.grantRead(fn);
    const { bucketArn } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${details}`] });
    fn.allow({ actions: ['s3:PutObject'], resources: [`${bucketArn}/${hours}`] });
    acknowledgeObjects(fn, this.#bucket, {
      path: details,
      reason: 'The seal is over the details of all segments, and nothing else lies under this prefix.',
    });
  }

  /** Lets `fn` read the entries of seals and the manifests of exports, and see which are missing; sets the variable with the bucket's name. */
  grantRead(fn: LambdaFunction): void {
    const { bucketArn, bucketName } = this.#bucket;
    fn.allow({ actions: ['s3:GetObject'], resources: [`${bucketArn}/${hours}`, `${bucketArn}/${manifests}`] });
    fn.allow({ actions: ['s3:ListBucket'], resources: [bucketArn] });
    fn.setEnv({ EVIDENCE_BUCKET: bucketName });
    acknowledgeObjects(fn, this.#bucket, {
      path: hours,
      reason: 'The entries of every seal are read, and nothing else lies under this prefix.',
    });
    acknowledgeObjects(fn, this.#bucket, {
      path: manifests,
      reason: 'Any export may be among the entries of a seal, and nothing else lies under this prefix.',
    });
  }
}
