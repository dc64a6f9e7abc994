import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** Objects of a bucket by the pattern of their keys, and why a function gets all of them. */
export type WideGrant = { readonly path: string; readonly reason: string };

/** Acknowledges that a function of another stack may touch any object of a bucket's folder. */
export function acknowledgeObjects(fn: LambdaFunction, bucket: Bucket, { path, reason }: WideGrant): void {
  Validations.of(fn).acknowledge({ id: `AwsSolutions-IAM5[Resource::${asFinding(bucket)}/${path}]`, reason });
}

/** The bucket's ARN as a finding of the other stack spells it: the weak reference, with the name that CDK gives the output. */
function asFinding(bucket: Bucket): string {
  const data = Stack.of(bucket);
  const published = new Construct(new Stack(), 'Publish');
  const output = new CfnOutput(published, `Output${JSON.stringify(data.resolve(bucket.bucketArn))}`, { value: '' });
  const OutputName = Stack.of(output).resolve(output.logicalId);
  return JSON.stringify({
    'Fn::GetStackOutput': { StackName: data.stackName, Region: { Ref: 'AWS::Region' }, OutputName },
  });
}
