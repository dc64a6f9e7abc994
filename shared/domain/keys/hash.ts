import { createHmac } from 'node:crypto';

/** Peppers by version, the highest first; a key is looked up under each. */
export type Peppers = ReadonlyMap<number, string>;

/** Peppers by version, and when this set was published. */
export type Published = { readonly peppers: Peppers; readonly at: Date };

/** By then every instance has read the published set (`shared/cached.ts`), and so finds keys minted with it. */
const knownEverywhereMs = 120_000;

/**
 * The peppers with the minting one first. It is the highest version, unless that is new: for 120 s after a set was published the one before
 * it mints. Until then some instances may not know the highest. A single version mints at once.
 */
export function mintingFirst({ peppers, at }: Published, now: Date): Peppers {
  const [highest, before, ...others] = peppers;
  if (!highest || !before || now.getTime() - at.getTime() >= knownEverywhereMs) return peppers;
  return new Map([before, highest, ...others]);
}

const allowed = (name: string) => `${name} must be JSON such as {"1": "at least 32 random characters"}`;

/**
 * Parses `{"1": "secret", …}`, stored under `name`. An error's message shows nothing of the text.
 * @throws Error unless versions are whole numbers and peppers have 32 characters or more
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
 * The hashes under which a secret may be stored, the minting one first: `version:HMAC-SHA-256(pepper, secret)`, base64url. Without the
 * pepper a stolen table reveals no key, and an attacker cannot tell which of two guesses is right.
 */
export const hashesOf = (secret: string, peppers: Peppers): string[] =>
  [...peppers].map(
    ([version, pepper]) => `${version}:${createHmac('sha256', pepper).update(secret).digest('base64url')}`,
  );
