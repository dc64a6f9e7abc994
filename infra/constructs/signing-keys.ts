import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** The names of the keys, and whether they outlive the stack. */
export type SigningKeysProps = {
  readonly stage: string;
  /** At least one. The last signs, the others are published beside it. */
  readonly names: readonly string[];
  readonly isRetained: boolean;
};

/** The RSA keys of badge credentials, one a name. A private part never leaves KMS. */
export class SigningKeys extends Construct {
  readonly #keys: readonly Key[];

  constructor(scope: Construct, id: string, { stage, names, isRetained }: SigningKeysProps) {
    super(scope, id);
    this.#keys = names.map(
      (name) =>
        new Key(this, `Key${name}`, {
          description: `Tollgate ${stage}: signs badge credentials (${name})`,
          keySpec: KeySpec.RSA_2048,
          keyUsage: KeyUsage.SIGN_VERIFY,
          removalPolicy: isRetained ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
        }),
    );
  }

  /** Lets `fn` read the public parts of all keys, and sets the variable with their ids. */
  grantRead(fn: LambdaFunction): void {
    const arns = this.#keys.map(({ keyArn }) => keyArn);
    fn.allow({ actions: ['kms:GetPublicKey'], resources: arns });
    fn.setEnv({ SIGNING_KEYS: arns.join() });
  }

  /** Lets `fn` sign with the last key, as RS256 and in no other way. */
  grantSign(fn: LambdaFunction): void {
    this.grantRead(fn);
    const conditions = { StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256' } };
    fn.allow({ actions: ['kms:Sign'], resources: this.#keys.slice(-1).map(({ keyArn }) => keyArn), conditions });
  }
}
