import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { pageAddresses } from '../../pages/addresses.ts';
import tollgate from '../../tollgate.config.ts';
import type { Settings } from '../config.ts';
import { clientNamer, pageRouter, readerNamer } from './edge-functions.ts';
import { goneWithItsStack, keepEmptiersLog } from './emptied-bucket.ts';
import { PortalFiles, type SiteDirs } from './portal-files.ts';
import { originHeader, type PublicApi } from './public-api.ts';
import { aMinuteAtMost, whatPublicPagesRead } from './public-cache.ts';
import { publicFiles, type ReadBucket } from './public-files.ts';
import { securityHeaders } from './security-headers.ts';

/** The API behind the distribution, the secret that CloudFront sends to it, and the portal's files. */
export type PortalProps = {
  readonly settings: Settings;
  readonly api: PublicApi;
  readonly originSecret: string;
  /** The bucket with the public files of datasets. */
  readonly datasets: ReadBucket;
  /** The built portal and the built pages; without them nothing is copied. */
  readonly siteDirs?: SiteDirs;
};

/** Paths of the API; everything else is a public page or a file of the portal. */
const apiPaths = ['/v1/*', '/data', '/data/*', '/gateway/*', '/webhooks/*', '/licences/*/*'];

/** Paths of the API whose answers are the same for everyone: badges, seals, the keys that sign both, and licences for programs. */
const publicPaths = [
  '/badges',
  '/badges/*',
  '/oembed',
  '/license.xml',
  '/.well-known/jwks.json',
  '/.well-known/did.json',
  '/.well-known/tollgate/*',
];

/**
 * CloudFront caches these errors for 10 s, for everybody, unless a time is set here. Errors of API Gateway itself and of CloudFront have no
 * caching header. Where a code may be cached for longer, the answer says so. 410 cannot be set; only we send it, with `no-store`.
 * Source: CloudFront Developer Guide, "Control how long CloudFront caches errors" and "HTTP status codes that CloudFront caches".
 */
const keptUnlessSet = [404, 405, 414, 500, 501, 502, 503, 504];

/** API Gateway answers within 30 s. If CloudFront gave up earlier, it would send the request again and the read would count twice. */
const originAnswersWithin = Duration.seconds(60);

/** The one public address: the pages, the portal's files and, on the same origin, the API. */
export class Portal extends Construct {
  /** `https://…`, without a slash at the end. */
  readonly origin: string;
  /** The distribution's own host name: a domain's CNAME points there. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: PortalProps) {
    super(scope, id);
    const { settings, siteDirs } = props;
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...(siteDirs ? goneWithItsStack : { removalPolicy: RemovalPolicy.DESTROY }),
    });
    const distribution = this.#distribution(bucket, props);
    if (siteDirs) {
      keepEmptiersLog(this, `${settings.stage}/portal-emptier`);
      new PortalFiles(this, 'Deployment', { stage: settings.stage, bucket, distribution, siteDirs });
    }
    this.host = distribution.distributionDomainName;
    this.origin = settings.isLocal ? settings.localOrigin : `https://${settings.domain?.name ?? this.host}`;
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Holds the built pages and portal, the same for everyone and public; only CloudFront may read it.',
    });
  }

  #distribution(bucket: Bucket, { settings, api, originSecret, datasets }: PortalProps): Distribution {
    const { domain, stage } = settings;
    const responseHeadersPolicy = securityHeaders(this, stage);
    const originAccessControl = new S3OriginAccessControl(this, 'AccessControl', {
      originAccessControlName: `tollgate-${stage}-portal-${Aws.REGION}`,
    });
    const toApi: BehaviorOptions = {
      origin: new HttpOrigin(api.host, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { [originHeader]: originSecret },
        readTimeout: originAnswersWithin,
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      functionAssociations: [clientNamer(this)],
      responseHeadersPolicy,
    };
    const toPublicPages = {
      ...toApi,
      cachePolicy: aMinuteAtMost(this),
      originRequestPolicy: whatPublicPagesRead(this, stage),
      functionAssociations: [readerNamer(this)],
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Tollgate ${stage}`,
      defaultRootObject: 'index.html',
      errorResponses: keptUnlessSet.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ...(domain && underDomain(this, domain)),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        functionAssociations: pageRouter(this, pageAddresses(tollgate)),
        responseHeadersPolicy,
      },
      additionalBehaviors: Object.fromEntries([
        ['/public/*', { ...publicFiles(this, stage, datasets), responseHeadersPolicy }],
        ...apiPaths.map((path) => [path, toApi]),
        ...publicPaths.map((path) => [path, toPublicPages]),
      ]),
    });
    acknowledgeDistribution(distribution, domain !== undefined);
    return distribution;
  }
}

const underDomain = (scope: Construct, { name, certificateArn }: NonNullable<Settings['domain']>) => ({
  domainNames: [name],
  minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
});

function acknowledgeDistribution(distribution: Distribution, hasDomain: boolean): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Sold to buyers in every country; Stripe decides who may pay.' },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'The base profile has no WAF, for its fixed price: API Gateway throttles the API as a whole, mails for sign-up and sign-in are limited by client and mailbox, checkouts by account.',
    },
    {
      id: 'AwsSolutions-CFR3',
      reason:
        'CloudFront logs record the query string, in which the token of a sign-in link travels. Requests to the API are logged there without query; the rest are public files.',
    },
  );
  if (hasDomain) return;
  Validations.of(distribution).acknowledge({
    id: 'AwsSolutions-CFR4',
    reason:
      'A minimum TLS version needs a certificate of one\'s own; with "domainName" and "certificateArn" it is TLS 1.2.',
  });
}
