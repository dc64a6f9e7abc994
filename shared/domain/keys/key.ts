/** An API key's environment: `live` reads real data, `test` reads samples. */
export type Environment = 'live' | 'test';

/** An API key as it is stored: never the secret, only its keyed hash. Times are ISO-8601 UTC. */
export type ApiKey = {
  readonly id: string;
  readonly accountId: string;
  /** The app that it belongs to, for good. */
  readonly app: string;
  readonly label: string;
  readonly environment: Environment;
  /** Enough to recognise a key, not to use it. */
  readonly start: string;
  /** Dataset ids that it may read; empty: every dataset of the plan. */
  readonly scopes: readonly string[];
  /** Networks it may be used from; empty: any. */
  readonly cidrs: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** The reason of the operator who revoked it; absent: nobody did, or one of its owners. */
  readonly revokedBecause?: string;
  /** For a page that a person has open. Absent: made to stay. */
  readonly purpose?: 'browser';
};

/** How long a browser key is in force. */
export const browserKeyMinutes = 15;

/** Whether the key is in force at `now`: neither revoked nor past its expiry (a rotated key expires at the end of its overlap). */
export function isInForce(key: ApiKey, now: Date): boolean {
  const ended = [key.revokedAt, key.expiresAt].some((end) => end !== null && !(Date.parse(end) > now.getTime()));
  return !ended;
}
