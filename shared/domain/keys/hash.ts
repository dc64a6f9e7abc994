import { createHmac } from 'node:crypto';

/** Secrets by version, the highest first; every version finds. */
export type Peppers = ReadonlyMap<number, string>;

/** Secrets by version, and when this set of them was published. */
export type Published = { readonly peppers: Peppers; readonly at: Date };

/** By then every environment has read what was published (`shared/cached.ts`), and so finds what is minted with it. */
const knownEverywhereMs = 120_000;

/**
 * The secrets with the one first that mints: the highest version, but within 120 s after a set was published the one before it, since that
 * set may have added the highest. Not every environment knows it yet. A version that is alone mints at once.
 */
export function mintingFirst({ peppers, at }: Published, now: Date): Peppers {
  const [highest, before, ...others] = peppers;
  if (!highest || !before || now.getTime() - at.getTime() >= knownEverywhereMs) return peppers;
  return new Map([before, highest, ...others]);
}

const allowed = (name: string) => `${name} must be JSON such as {"1": "at least 32 random characters"}`;

/**
 * Reads `{"1": "secret", …}`, kept under `name`; the message of an error shows nothing of the text.
 * @throws Error unless every version is a whole number and every pepper at least 32 characters
 */
export function parsePeppers(json: string, name = 'key-peppers'): Peppers {
  const entries = Object.entries(objectOf(json, name)).map(([version, pepper]) => {
    if (!/^(0|[1-9]\d{0,8})$/.test(version) || typeof pepper !== 'string' || pepper.length < 32) {
      throw new Error(allowed(name));
    }
    return [Number(version), pepper] as const;
  });
  if (entries.length === 0) throw new Error(`${name} must hold at least one version`);
  return new Map(entries.toSorted(([a], [b]) => b - a));
}

function objectOf(json: string, name: string): object {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(allowed(name));
  return value;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Under which hashes a secret may be stored, the minting one first: `version:HMAC-SHA-256(pepper, secret)`, base64url. Without the
 * pepper a stolen table gives no key away, and an attacker cannot tell which of two guesses is right.
 */
export const hashesOf = (secret: string, peppers: Peppers): string[] =>
  [...peppers].map(
    ([version, pepper]) => `${version}:${createHmac('sha256', pepper).update(secret).digest('base64url')}`,
  );
