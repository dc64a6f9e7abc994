import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { SecretName } from '../../shared/env.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** The SSM SecureString parameters of a stage. The operator writes them; no template or build ever holds a value. */
export class SecretParameters extends Construct {
  readonly #path: string;

  constructor(scope: Construct, id: string, props: { readonly stage: string }) {
    super(scope, id);
    this.#path = `/tollgate/${props.stage}`;
  }

  /** Lets `fn` read exactly these secrets, and sets the variable with their path. */
  grantRead(fn: LambdaFunction, names: readonly SecretName[]): void {
    const arnOf = (name: SecretName) =>
      Stack.of(this).formatArn({
        service: 'ssm',
        resource: 'parameter',
        resourceName: `${this.#path.slice(1)}/${name}`,
      });
    fn.allow({ actions: ['ssm:GetParameters'], resources: names.map(arnOf) });
    fn.setEnv({ SECRETS_PATH: this.#path });
  }
}
