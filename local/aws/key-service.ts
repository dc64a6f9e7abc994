import { generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { awsAccount, region } from '../host/intrinsics.ts';
import { signEcDigest } from './ecdsa.ts';
import { digestOf, signDigest } from './pkcs1.ts';
import { type AwsAnswer, answered, refused } from './protocol.ts';

/** KMS, as far as the project uses it: RSA keys of 2048 bits and keys on P-256 that sign, in memory. */
export type KeyService = {
  /** One call of the JSON protocol: the action's name without `TrentService.`, and its input. */
  call(action: string, input: unknown): Promise<AwsAnswer>;
};

type KeySpec = 'RSA_2048' | 'ECC_NIST_P256';

type Stored = {
  readonly id: string;
  readonly keySpec: KeySpec;
  readonly arn: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
};

/** By the kind of key: the one algorithm that the stand-in knows. Source: AWS KMS Developer Guide, "Key spec reference". */
const algorithms = { RSA_2048: 'RSASSA_PKCS1_V1_5_SHA_256', ECC_NIST_P256: 'ECDSA_SHA_256' } as const;
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const KeyId = z.string().min(1).max(2048);
const CreateKey = z.object({
  KeySpec: z.enum(['RSA_2048', 'ECC_NIST_P256']),
  KeyUsage: z.literal('SIGN_VERIFY'),
  Description: z.string().optional(),
});
const ById = z.object({ KeyId });
const Sign = z.object({
  KeyId,
  Message: base64.refine(({ length }) => length >= 1 && length <= 4096, 'must have 1 to 4096 bytes'),
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.enum(Object.values(algorithms)),
});

type Actions = Readonly<Record<string, (input: unknown) => AwsAnswer | Promise<AwsAnswer>>>;

/** Source: AWS Key Management Service API Reference. */
export function createKeyService(): KeyService {
  const stored = new Map<string, Stored>();
  const actions: Actions = {
    async CreateKey(input) {
      const { KeySpec } = CreateKey.parse(input);
      const key = await newKey(randomUUID(), KeySpec);
      stored.set(key.id, key);
      return answered({ KeyMetadata: metadataOf(key) });
    },
    DisableKey: withKey(stored, become('Disabled')),
    EnableKey: withKey(stored, become('Enabled')),
    ScheduleKeyDeletion: withKey(stored, become('PendingDeletion')),
    DescribeKey: withKey(stored, (key) => answered({ KeyMetadata: metadataOf(key) })),
    GetPublicKey: withUsableKey(stored, (key) =>
      answered({
        ...kindOf(key),
        KeyId: key.arn,
        PublicKey: key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      }),
    ),
    Sign(input) {
      const { Message, MessageType, SigningAlgorithm } = Sign.parse(input);
      const digest = MessageType === 'DIGEST' ? Message : digestOf(Message);
      if (digest.length !== 32)
        return refused('ValidationException', `Digest is invalid length for algorithm ${SigningAlgorithm}.`);
      return withUsableKey(stored, (key) => signedBy(key, digest, SigningAlgorithm))(input);
    },
  };
  return { call: (action, input) => answerOf(actions, action, input) };
}

async function answerOf(actions: Actions, action: string, input: unknown): Promise<AwsAnswer> {
  const run = actions[action];
  if (!run) return refused('UnknownOperationException', `The local KMS does not know ${action}`);
  try {
    return await run(input);
  } catch (error) {
    if (error instanceof z.ZodError) return refused('ValidationException', z.prettifyError(error));
    throw error;
  }
}

/** Finds the key by its id or its ARN. */
const withKey =
  (stored: ReadonlyMap<string, Stored>, answer: (key: Stored) => AwsAnswer) =>
  (input: unknown): AwsAnswer => {
    const { KeyId: named } = ById.parse(input);
    const key = stored.get(named.split(':key/').at(-1) ?? '');
    return key ? answer(key) : refused('NotFoundException', `Key '${named}' does not exist`);
  };

const become = (state: Stored['state']) => (key: Stored) => {
  key.state = state;
  return answered({ KeyId: key.arn });
};

/** Refuses a disabled key, which neither signs nor returns its public part. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys". */
const withUsableKey =
  (stored: ReadonlyMap<string, Stored>, answer: (key: Stored) => AwsAnswer) =>
  (input: unknown): AwsAnswer => {
    const key = stored.get(ById.parse(input).KeyId.split(':key/').at(-1) ?? '');
    if (key?.state === 'Disabled') return refused('DisabledException', `${key.arn} is disabled.`);
    if (key?.state === 'PendingDeletion') return refused('KMSInvalidStateException', `${key.arn} is pending deletion.`);
    return withKey(stored, answer)(input);
  };

/** A key signs with the algorithms of its kind only. Source: AWS KMS API Reference, Sign, "Errors". */
function signedBy({ arn, keySpec, privateKey }: Stored, digest: Uint8Array, algorithm: string): AwsAnswer {
  if (algorithm !== algorithms[keySpec])
    return refused('InvalidKeyUsageException', `${arn} is a key of ${keySpec}, which does not sign ${algorithm}.`);
  const sign = keySpec === 'RSA_2048' ? signDigest : signEcDigest;
  return answered({
    KeyId: arn,
    Signature: sign(privateKey, digest).toString('base64'),
    SigningAlgorithm: algorithm,
  });
}

async function newKey(id: string, keySpec: KeySpec): Promise<Stored> {
  const generate = promisify(generateKeyPair);
  const pair = await (keySpec === 'RSA_2048'
    ? generate('rsa', { modulusLength: 2048 })
    : generate('ec', { namedCurve: 'P-256' }));
  return { id, keySpec, arn: `arn:aws:kms:${region}:${awsAccount}:key/${id}`, state: 'Enabled', ...pair };
}

const kindOf = ({ keySpec }: Stored) => ({
  KeySpec: keySpec,
  CustomerMasterKeySpec: keySpec,
  KeyUsage: 'SIGN_VERIFY',
  SigningAlgorithms: [algorithms[keySpec]],
});

const metadataOf = (key: Stored) => ({
  ...kindOf(key),
  AWSAccountId: awsAccount,
  KeyId: key.id,
  Arn: key.arn,
  Enabled: key.state === 'Enabled',
  KeyState: key.state,
  KeyManager: 'CUSTOMER',
  Origin: 'AWS_KMS',
  MultiRegion: false,
});
