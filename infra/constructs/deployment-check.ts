import { createHash } from 'node:crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

export type DeploymentCheckProps = {
  readonly fn: LambdaFunction;
  /** The values compared: where it changes, the deployment asks again. */
  readonly of: unknown;
};

/** Has a function decide whether a deployment may go on. Resources that depend on this change only after it said yes. */
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
