import { existsSync } from 'node:fs';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct, type IConstruct } from 'constructs';

/** The folders of the built portal and of the built public pages. */
export type SiteDirs = { readonly portal: string; readonly pages: string };

/** The built portal and pages, and the bucket and distribution that serve them. */
export type PortalFilesProps = {
  readonly stage: string;
  readonly bucket: Bucket;
  readonly distribution: Distribution;
  /** The construct throws if one of them is missing. */
  readonly siteDirs: SiteDirs;
};

/** Hashed names never change; everything else is asked for again. */
const hashed = 'assets/*';

/**
 * Copies the built portal and pages into their bucket. Old hashed files stay, for pages that are still open. The deployment does not wait for CloudFront's
 * invalidation. If it took more than ten minutes, the whole stack would roll back (aws/aws-cdk#15891).
 */
export class PortalFiles extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket, distribution, siteDirs }: PortalFilesProps) {
    super(scope, id);
    refuseUnbuilt(siteDirs);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/tollgate/${stage}/portal-copier`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const sources = [siteDirs.portal, siteDirs.pages].map((directory) => Source.asset(directory));
    const common = { sources, destinationBucket: bucket, prune: false, logGroup };
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

function refuseUnbuilt({ portal, pages }: SiteDirs): void {
  const without = 'or set TOLLGATE_SKIP_PORTAL=1 to deploy without.';
  if (!existsSync(`${portal}/app.html`))
    throw new Error(`There is no built portal in ${portal}. Build it with \`npm run build:portal\`, ${without}`);
  if (!existsSync(`${pages}/index.html`))
    throw new Error(`There are no built pages in ${pages}. Build them with \`npm run build:pages\`, ${without}`);
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
