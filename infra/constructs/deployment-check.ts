import { createHash } from 'node:crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** The function that decides, and the values that it decides on. */
export type DeploymentCheckProps = {
  readonly fn: LambdaFunction;
  /** The values compared: CloudFormation runs the check again when they change. */
  readonly of: unknown;
};

/** Lets a function decide whether a deployment may continue. Resources that depend on this construct change only after it agreed. */
export class DeploymentCheck extends Construct {
  constructor(scope: Construct, id: string, { fn, of }: DeploymentCheckProps) {
    super(scope, id);
    const digest = createHash('sha256').update(JSON.stringify(of)).digest('hex');
    const check = new CustomResource(this, 'Check', {
      resourceType: 'Custom::TollgateDeploymentCheck',
      serviceToken: fn.handler.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { Digest: digest },
    });
    check.node.addDependency(fn);
  }
}
