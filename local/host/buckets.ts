import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Assembly } from './assembly.ts';
import { type Resolver, region } from './intrinsics.ts';

/** Creates the template's buckets and registers their names. */
export async function createBuckets(assembly: Assembly, resolver: Resolver, s3: S3Client): Promise<void> {
  for (const resource of assembly.resources('AWS::S3::Bucket')) {
    const { BucketName } = resource.properties;
    const Bucket = typeof BucketName === 'string' ? BucketName : resource.logicalId.toLowerCase();
    resolver.register(resource, Bucket, {
      Arn: `arn:aws:s3:::${Bucket}`,
      RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
    });
    await s3.send(new CreateBucketCommand({ Bucket }));
  }
}
