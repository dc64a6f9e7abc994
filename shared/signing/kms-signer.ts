import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { AppError } from '../errors.ts';
import type { Signer, SigningKey, SigningKeys } from './signer.ts';
import { signingKeyOf } from './signing-key.ts';

const algorithm = 'RSASSA_PKCS1_V1_5_SHA_256';

type Kms = Pick<KMSClient, 'send'>;

/** Keys that lie in KMS, by their ids or ARNs, the signing one last. Each is asked for once a process, when it is first needed. */
export function kmsSigningKeys(kms: Kms, keyIds: readonly string[]): SigningKeys {
  let held: Promise<readonly SigningKey[]> | undefined;
  const ask = () =>
    Promise.all(keyIds.map((id, i) => publicKeyOf(kms, id, { retired: i < keyIds.length - 1 }))).catch((error) => {
      held = undefined;
      throw error;
    });
  return {
    keys() {
      held ??= ask();
      return held;
    },
  };
}

/** Signs with the last of the keys. Its private part never leaves KMS, and KMS is given the digest only. */
export function kmsSigner(kms: Kms, keyIds: readonly string[]): Signer {
  const { keys } = kmsSigningKeys(kms, keyIds);
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

async function publicKeyOf(kms: Kms, KeyId: string, state: Pick<SigningKey, 'retired'>): Promise<SigningKey> {
  const { PublicKey, SigningAlgorithms = [] } = await answered(() => kms.send(new GetPublicKeyCommand({ KeyId })));
  if (!PublicKey || !SigningAlgorithms.includes(algorithm)) throw new Error(`The key ${KeyId} does not sign RS256.`);
  return signingKeyOf(PublicKey, state);
}

/** KMS refuses for load, or does not answer: whoever asked may ask again. */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const detail = 'What signs credentials does not answer. Try again in a moment.';
    throw new AppError('unavailable', detail, { cause, retryAfterSeconds: 1 });
  }
}
