import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Signer } from '../../shared/signing/signer.ts';
import { rs256 } from '../../shared/signing/signing-key.ts';

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export const newPair = (): Pair => generateKeyPairSync('rsa', { modulusLength: 2048 });
const shared = newPair();

/** A signer with these keys, which signs with the last and counts its signatures. */
export function testSigner(pairs: readonly Pair[] = [shared]): Signer & { signatures(): number } {
  let signatures = 0;
  const keys = pairs.map(({ publicKey }, i) =>
    rs256.keyOf(publicKey.export({ format: 'der', type: 'spki' }), { retired: i < pairs.length - 1 }),
  );
  return {
    signatures: () => signatures,
    keys: async () => keys,
    async sign(bytes) {
      signatures += 1;
      return { kid: keys.at(-1)!.kid, signature: sign('sha256', bytes, pairs.at(-1)!.privateKey) };
    },
  };
}
