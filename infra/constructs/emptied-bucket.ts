import { type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A bucket that goes with its stack: CloudFormation deletes none that holds an object, so CDK's emptier empties it first. */
export const goneWithItsStack = {
  removalPolicy: RemovalPolicy.DESTROY,
  autoDeleteObjects: true,
} as const satisfies BucketProps;

const emptier = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/** Gives the emptier of the stack a log that ends, as every function has: one that Lambda makes by itself is kept for ever. */
export function keepEmptiersLog(scope: Construct, name: string): void {
  const handler = Stack.of(scope).node.findChild(emptier).node.findChild('Handler') as CfnResource;
  const logGroup = new LogGroup(scope, 'EmptierLogs', {
    logGroupName: `/tollgate/${name}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
}
