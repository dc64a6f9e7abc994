import { CreateBucketCommand, PutObjectLockConfigurationCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type Resolver, region } from './intrinsics.ts';

/** Source: AWS CloudFormation, "AWS::S3::Bucket ObjectLockConfiguration". */
const Lock = z.looseObject({
  ObjectLockEnabled: z.boolean().default(false),
  ObjectLockConfiguration: z
    .object({
      ObjectLockEnabled: z.literal('Enabled'),
      Rule: z.object({
        DefaultRetention: z.strictObject({ Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), Days: z.int() }),
      }),
    })
    .optional(),
});

/** Creates the template's buckets and registers their names. */
export async function createBuckets(assembly: Assembly, resolver: Resolver, s3: S3Client): Promise<void> {
  for (const resource of assembly.resources('AWS::S3::Bucket')) {
    const { BucketName } = resource.properties;
    const Bucket = typeof BucketName === 'string' ? BucketName : resource.logicalId.toLowerCase();
    resolver.register(resource, Bucket, {
      Arn: `arn:aws:s3:::${Bucket}`,
      RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
    });
    const { ObjectLockEnabled, ObjectLockConfiguration } = Lock.parse(resource.properties);
    await s3.send(new CreateBucketCommand({ Bucket, ...(ObjectLockEnabled && { ObjectLockEnabledForBucket: true }) }));
    if (ObjectLockConfiguration)
      await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
}
