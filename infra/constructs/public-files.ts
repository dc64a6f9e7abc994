import { Annotations, Aws } from 'aws-cdk-lib';
import {
  type BehaviorOptions,
  CachePolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A bucket of another stack: its name, and the host that CloudFront reads it at. */
export type ReadBucket = { readonly name: string; readonly host: string };

/** Serves the public files of datasets. Each file says how long it is kept. The bucket's own stack lets CloudFront read it. */
export function publicFiles(scope: Construct, stage: string, { name, host }: ReadBucket): BehaviorOptions {
  const bucket = Bucket.fromBucketAttributes(scope, 'Datasets', { bucketName: name, bucketRegionalDomainName: host });
  Annotations.of(scope).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac');
  const originAccessControl = new S3OriginAccessControl(scope, 'PublicFilesAccess', {
    originAccessControlName: `tollgate-${stage}-datasets-${Aws.REGION}`,
  });
  return {
    origin: S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  };
}
