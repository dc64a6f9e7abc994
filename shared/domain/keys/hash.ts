import { createHmac } from 'node:crypto';

/** Secrets by version; the highest version mints, every version finds. */
export type Peppers = ReadonlyMap<number, string>;

/** Reads `{"1": "secret", …}`. @throws Error unless every version is a whole number and every pepper at least 32 characters */
export function parsePeppers(json: string): Peppers {
  const entries = Object.entries(JSON.parse(json) as Record<string, unknown>).map(([version, pepper]) => {
    if (!/^\d+$/.test(version) || typeof pepper !== 'string' || pepper.length < 32) {
      throw new Error('key-peppers must be JSON such as {"1": "at least 32 random characters"}');
    }
    return [Number(version), pepper] as const;
  });
  if (entries.length === 0) throw new Error('key-peppers must hold at least one version');
  return new Map(entries.toSorted(([a], [b]) => b - a));
}

/**
 * Under which hashes a secret may be stored, the minting one first: `version:HMAC-SHA-256(pepper, secret)`, base64url. Without the
 * pepper a stolen table gives no key away, and an attacker cannot tell which of two guesses is right.
 */
export const hashesOf = (secret: string, peppers: Peppers): string[] =>
  [...peppers].map(
    ([version, pepper]) => `${version}:${createHmac('sha256', pepper).update(secret).digest('base64url')}`,
  );
