import { type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Settings of a bucket that is deleted with its stack. CloudFormation deletes only empty buckets, so CDK's emptier empties it first. */
export const goneWithItsStack = {
  removalPolicy: RemovalPolicy.DESTROY,
  autoDeleteObjects: true,
} as const satisfies BucketProps;

const emptier = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/** Gives the stack's emptier a log with a retention time, as every function has. A log group that Lambda creates itself never expires. */
export function keepEmptiersLog(scope: Construct, name: string): void {
  const handler = Stack.of(scope).node.findChild(emptier).node.findChild('Handler') as CfnResource;
  const logGroup = new LogGroup(scope, 'EmptierLogs', {
    logGroupName: `/tollgate/${name}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
}
