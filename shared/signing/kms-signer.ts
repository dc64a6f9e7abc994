import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { AppError } from '../errors.ts';
import type { Signer, SigningKey, SigningKeys } from './signer.ts';
import { signingKeyOf } from './signing-key.ts';

const algorithm = 'RSASSA_PKCS1_V1_5_SHA_256';

type Kms = Pick<KMSClient, 'send'>;

/** Where public parts are kept, so that a key stays published while KMS gives nothing of it. */
export interface StoredPublicParts {
  /** DER-encoded SubjectPublicKeyInfo by the key's id; null where none was kept. */
  find(keyId: string): Promise<Uint8Array | null>;
  keep(keyId: string, publicKey: Uint8Array): Promise<void>;
}

/**
 * Keys in KMS, by their ids or ARNs, the signing one last. Each is read once in a process, when it is first needed.
 * KMS does not return a key that is disabled or waits for its deletion. Its stored public part is published, so its signatures stay valid
 * until its name is removed.
 */
export function kmsSigningKeys(kms: Kms, keyIds: readonly string[], kept: StoredPublicParts): SigningKeys {
  let held: Promise<readonly SigningKey[]> | undefined;
  const ask = async () => {
    const parts = await Promise.all(keyIds.map((id) => publicPartOf(kms, id, kept)));
    const last = keyIds.length - 1;
    if (!parts[last])
      throw unavailable(new Error(`KMS gives nothing of the key ${keyIds[last]}, and it was never kept.`));
    return parts.flatMap((part, i) => (part ? [signingKeyOf(part, { retired: i < last })] : []));
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
export function kmsSigner(kms: Kms, keyIds: readonly string[], kept: StoredPublicParts): Signer {
  const { keys } = kmsSigningKeys(kms, keyIds, kept);
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
            SigningAlgorithm: algorithm,
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
async function publicPartOf(kms: Kms, KeyId: string, kept: StoredPublicParts): Promise<Uint8Array | undefined> {
  try {
    const { PublicKey, SigningAlgorithms = [] } = await kms.send(new GetPublicKeyCommand({ KeyId }));
    if (!PublicKey || !SigningAlgorithms.includes(algorithm)) throw new Error(`The key ${KeyId} does not sign RS256.`);
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
  new AppError('unavailable', 'The signing service does not answer. Try again in a moment.', {
    cause,
    retryAfterSeconds: 1,
  });
