import { createHash } from 'node:crypto';
import type { Signer } from './signer.ts';

/**
 * Signs the same bytes once while they are among the last `most` that were asked for.
 * So many reads cause few signatures, each of which KMS bills. A failure is tried again by the next request.
 */
export function rememberingSigner(signer: Signer, most: number): Signer {
  const remembered = new Map<string, ReturnType<Signer['sign']>>();
  return {
    keys: signer.keys,
    sign(bytes) {
      const name = createHash('sha256').update(bytes).digest('base64url');
      const signing = remembered.get(name) ?? signer.sign(bytes);
      remembered.delete(name);
      remembered.set(name, signing);
      signing.catch(() => remembered.delete(name));
      const [oldest] = remembered.size > most ? remembered.keys() : [];
      if (oldest !== undefined) remembered.delete(oldest);
      return signing;
    },
  };
}
