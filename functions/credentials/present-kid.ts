import type { SigningKeys } from '../../shared/signing/signer.ts';

/** The thumbprint of the key that signs now. */
export async function presentKid({ keys }: SigningKeys): Promise<string> {
  const key = (await keys()).find(({ retired }) => !retired);
  if (!key) throw new Error('There is no key that signs.');
  return key.kid;
}
