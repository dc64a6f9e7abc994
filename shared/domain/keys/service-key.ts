import { createHash, timingSafeEqual } from 'node:crypto';

/** An operator's server that may ask whether calls are allowed, with its resources and its secrets (two during a rotation). */
export type Service = {
  readonly name: string;
  /** Datasets by their id, upstreams as `gateway:{id}`. */
  readonly for: readonly string[];
  /** Hexadecimal SHA-256 of each secret; a secret has 256 random bits, so a plain hash reveals nothing. */
  readonly sha256: readonly string[];
};

const shape = /^tgs_[A-Za-z0-9_-]{43}$/;
const names = /^[a-z][a-z0-9-]{0,39}$/;
const digests = /^[0-9a-f]{64}$/;
const allowed =
  'service-keys must be JSON such as {"shop-api": {"for": ["gateway:trends"], "sha256": ["64 hexadecimal digits"]}}';

/** A new secret out of 32 unpredictable bytes. It is shown once; only its digest is stored. */
export const mintServiceKey = (bytes: Uint8Array): string => `tgs_${Buffer.from(bytes).toString('base64url')}`;

/** Hexadecimal SHA-256 of a service key. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Parses the services of a deployment; an empty text has none. The message of an error shows nothing of the text.
 * @throws Error
 */
export function parseServices(json: string): Service[] {
  if (json.trim() === '') return [];
  return Object.entries(objectIn(json)).map(([name, value]) => {
    const { for: resources, sha256 } = (value ?? {}) as { readonly for?: unknown; readonly sha256?: unknown };
    const isRight =
      names.test(name) && isTextList(resources) && isTextList(sha256) && sha256.every((each) => digests.test(each));
    if (!isRight) throw new Error(allowed);
    return { name, for: resources, sha256 };
  });
}

/** The service whose secret this is; null for any other text. A wrong secret takes as long as a right one. */
export function serviceOf(services: readonly Service[], secret: string): Service | null {
  if (!shape.test(secret)) return null;
  const given = Buffer.from(digestOf(secret), 'hex');
  const found = services.filter(({ sha256 }) =>
    sha256.map((digest) => timingSafeEqual(given, Buffer.from(digest, 'hex'))).some(Boolean),
  );
  return found[0] ?? null;
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function objectIn(json: string): object {
  const value = parsed(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error(allowed);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
