import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { EnvName } from '../../shared/env.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** A purpose of keys: the kind of key, the one way in which it signs, and the variable that tells a function the keys' ids. */
export type SigningPurpose = {
  readonly signs: string;
  readonly keySpec: KeySpec;
  readonly algorithm: 'RSASSA_PKCS1_V1_5_SHA_256' | 'ECDSA_SHA_256';
  readonly variable: Extract<EnvName, 'SIGNING_KEYS' | 'LEDGER_KEYS' | 'RECEIPT_KEYS'>;
};

/** RS256, which every verifier of credentials knows. */
export const badgePurpose: SigningPurpose = {
  signs: 'badge credentials',
  keySpec: KeySpec.RSA_2048,
  algorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
  variable: 'SIGNING_KEYS',
};

const es256 = { keySpec: KeySpec.ECC_NIST_P256, algorithm: 'ECDSA_SHA_256' } as const;
/** Seals, statements and packs. */
export const ledgerPurpose: SigningPurpose = { ...es256, signs: 'seals of the ledger', variable: 'LEDGER_KEYS' };
/** The keys with which instances sign receipts. */
export const receiptPurpose: SigningPurpose = {
  ...es256,
  signs: 'the receipt keys of instances',
  variable: 'RECEIPT_KEYS',
};

/** The names of the keys, and whether they outlive the stack. */
export type SigningKeysProps = {
  readonly stage: string;
  readonly purpose: SigningPurpose;
  /** At least one. The last signs, the others are published beside it. */
  readonly names: readonly string[];
  readonly isRetained: boolean;
};

/** Asymmetric keys of one purpose, one a name. A private part never leaves KMS. */
export class SigningKeys extends Construct {
  readonly #keys: readonly Key[];
  readonly #purpose: SigningPurpose;

  constructor(scope: Construct, id: string, { stage, purpose, names, isRetained }: SigningKeysProps) {
    super(scope, id);
    this.#purpose = purpose;
    this.#keys = names.map(
      (name) =>
        new Key(this, `Key${name}`, {
          description: `Tollgate ${stage}: signs ${purpose.signs} (${name})`,
          keySpec: purpose.keySpec,
          keyUsage: KeyUsage.SIGN_VERIFY,
          removalPolicy: isRetained ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
        }),
    );
  }

  /** Lets `fn` read the public parts of all keys, and sets the variable with their ids. */
  grantRead(fn: LambdaFunction): void {
    const arns = this.#keys.map(({ keyArn }) => keyArn);
    fn.allow({ actions: ['kms:GetPublicKey'], resources: arns });
    fn.setEnv({ [this.#purpose.variable]: arns.join() });
  }

  /** Lets `fn` sign with the last key, with the algorithm of the purpose and in no other way. */
  grantSign(fn: LambdaFunction): void {
    this.grantRead(fn);
    const conditions = { StringEquals: { 'kms:SigningAlgorithm': this.#purpose.algorithm } };
    fn.allow({ actions: ['kms:Sign'], resources: this.#keys.slice(-1).map(({ keyArn }) => keyArn), conditions });
  }
}
