import { existsSync } from 'node:fs';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct, type IConstruct } from 'constructs';

/** The built portal, and the bucket and distribution that serve it. */
export type PortalFilesProps = {
  readonly stage: string;
  readonly bucket: Bucket;
  readonly distribution: Distribution;
  /** The folder of the built portal; the construct throws if it is missing. */
  readonly directory: string;
};

/** Hashed names never change; everything else is asked for again. */
const hashed = 'assets/*';

/**
 * Copies the built portal into its bucket. Old hashed files stay, for pages that are still open. The deployment does not wait for CloudFront's
 * invalidation. If it took more than ten minutes, the whole stack would roll back (aws/aws-cdk#15891).
 */
export class PortalFiles extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket, distribution, directory }: PortalFilesProps) {
    super(scope, id);
    if (!existsSync(`${directory}/index.html`))
      throw new Error(
        `There is no built portal in ${directory}. Build it with \`npx vite build portal\`, or set TOLLGATE_SKIP_PORTAL=1 to deploy without.`,
      );
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/tollgate/${stage}/portal-copier`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const common = { sources: [Source.asset(directory)], destinationBucket: bucket, prune: false, logGroup };
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      exclude: ['*'],
      include: [hashed],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      exclude: [hashed],
      cacheControl: [CacheControl.noCache()],
      distribution,
      distributionPaths: ['/*'],
      waitForDistributionInvalidation: false,
    });
    pages.node.addDependency(assets);
    for (const copier of Stack.of(this).node.children.filter(isCopier)) acknowledgeCopier(copier, bucket);
  }
}

const isCopier = (child: IConstruct) => child.node.id.startsWith('Custom::CDKBucketDeployment');

/** The copier is CDK's own, so we cannot narrow its permissions. It runs during a deployment and serves no request. */
function acknowledgeCopier(copier: IConstruct, bucket: Bucket): void {
  const stack = Stack.of(copier);
  const {
    'Fn::GetAtt': [bucketId],
  } = stack.resolve(bucket.bucketArn) as { 'Fn::GetAtt': [string, string] };
  const assets = `arn:<AWS::Partition>:s3:::cdk-${stack.synthesizer.bootstrapQualifier}-assets-<AWS::AccountId>-<AWS::Region>`;
  const because = (reason: string, ...ids: string[]) =>
    Validations.of(copier).acknowledge(...ids.map((id) => ({ id: `AwsSolutions-${id}`, reason })));
  because(
    "CDK's copier runs under the basic execution policy, which lets it write its log and nothing else.",
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
  );
  because(
    "CDK's copier reads the built portal from the asset bucket of the deployment, which holds no data of buyers.",
    `IAM5[Resource::${assets}/*]`,
    ...['GetBucket', 'GetObject', 'List'].map((verb) => `IAM5[Action::s3:${verb}*]`),
  );
  because(
    "CDK's copier writes the portal's public files, in a bucket of their own.",
    `IAM5[Resource::<${bucketId}.Arn>/*]`,
    ...['Abort', 'DeleteObject'].map((verb) => `IAM5[Action::s3:${verb}*]`),
  );
  because(
    "CDK's copier may empty the cache of any distribution of the account, which costs a few slower requests; it can change none.",
    'IAM5[Resource::*]',
  );
  because("The runtime of CDK's copier comes with the installed version of CDK, which is kept current.", 'L1');
}
