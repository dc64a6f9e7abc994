import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { AppError } from '../errors.ts';
import type { Signer, SigningKey, SigningKeys } from './signer.ts';
import type { SigningScheme } from './signing-key.ts';

type Kms = Pick<KMSClient, 'send'>;

/** Where public parts are kept, so that a key stays published while KMS gives nothing of it. */
export interface StoredPublicParts {
  /** DER-encoded SubjectPublicKeyInfo by the key's id; null where none was kept. */
  find(keyId: string): Promise<Uint8Array | null>;
  keep(keyId: string, publicKey: Uint8Array): Promise<void>;
}

/** Keeps nothing: for a signer that publishes no keys. */
export const nothingKept: StoredPublicParts = { find: async () => null, keep: async () => {} };

/** The keys of one kind in KMS by their ids or ARNs, the signing one last, and the place of their public parts. */
export type KmsKeys<Jwk> = {
  readonly keyIds: readonly string[];
  readonly kept: StoredPublicParts;
  readonly scheme: SigningScheme<Jwk>;
};

/**
 * Keys in KMS. Each is read once in a process, when it is first needed.
 * KMS does not return a key that is disabled or waits for its deletion. Its stored public part is published, so its signatures stay valid
 * until its name is removed.
 */
export function kmsSigningKeys<Jwk>(kms: Kms, of: KmsKeys<Jwk>): SigningKeys<Jwk> {
  const { keyIds, scheme } = of;
  let held: Promise<readonly SigningKey<Jwk>[]> | undefined;
  const ask = async () => {
    const parts = await Promise.all(keyIds.map((id) => publicPartOf(kms, id, of)));
    const last = keyIds.length - 1;
    if (!parts[last])
      throw unavailable(new Error(`KMS gives nothing of the key ${keyIds[last]}, and it was never kept.`));
    return parts.flatMap((part, i) => (part ? [scheme.keyOf(part, { retired: i < last })] : []));
  };
  return {
    keys() {
      held ??= ask().catch((error) => {
        held = undefined;
        throw error;
      });
      return held;
    },
  };
}

/** Signs with the last of the keys. Its private part never leaves KMS, and KMS is given the digest only. */
export function kmsSigner<Jwk>(kms: Kms, of: KmsKeys<Jwk>): Signer<Jwk> {
  const { keys } = kmsSigningKeys(kms, of);
  const { keyIds, scheme } = of;
  return {
    keys,
    async sign(bytes) {
      const kid = (await keys()).at(-1)?.kid ?? '';
      const { Signature } = await answered(() =>
        kms.send(
          new SignCommand({
            KeyId: keyIds.at(-1),
            Message: createHash('sha256').update(bytes).digest(),
            MessageType: 'DIGEST',
            SigningAlgorithm: scheme.algorithm,
          }),
        ),
      );
      if (!Signature) throw new Error('KMS answered without a signature.');
      return { kid, signature: Signature };
    },
  };
}

/** KMS's answer about a key that nobody can use. Source: AWS KMS API Reference, GetPublicKey, "Errors". */
const outOfUse = ['DisabledException', 'KMSInvalidStateException', 'NotFoundException'];

/** Undefined: the key is out of use, and was so before its public part was first asked for. */
async function publicPartOf(
  kms: Kms,
  KeyId: string,
  { kept, scheme: { algorithm } }: Pick<KmsKeys<unknown>, 'kept' | 'scheme'>,
): Promise<Uint8Array | undefined> {
  try {
    const { PublicKey, SigningAlgorithms = [] } = await kms.send(new GetPublicKeyCommand({ KeyId }));
    if (!PublicKey || !SigningAlgorithms.includes(algorithm))
      throw new Error(`The key ${KeyId} does not sign ${algorithm}.`);
    await kept.keep(KeyId, PublicKey);
    return PublicKey;
  } catch (cause) {
    const found = await kept.find(KeyId);
    if (found) return found;
    if (cause instanceof Error && outOfUse.includes(cause.name)) return undefined;
    throw unavailable(cause);
  }
}

/** KMS refuses for load, or does not answer: whoever asked may ask again. */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw unavailable(cause);
  }
}

const unavailable = (cause: unknown) =>
  new AppError('unavailable', 'The signing service does not respond. Try again in a minute.', {
    cause,
    retryAfterSeconds: 1,
  });
