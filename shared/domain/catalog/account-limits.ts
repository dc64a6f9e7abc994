import type { RateLimit } from '../access/rate-limit.ts';

/** Limits of calls, in each instance that serves them (`shared/domain/access/README.md`). */
export type CallLimits = {
  /** All of them hold; absent: those of the settings, an empty list: none. */
  readonly rateLimits?: readonly RateLimit[];
  /** Calls under way at once; absent: as the settings say. */
  readonly maxInFlight?: number;
};

/** Limits of all keys of an account together, and of each of them. */
export type AccountLimits = CallLimits & {
  /** The part that one key may use; absent: as the settings say, else as much as the account. */
  readonly perKey?: CallLimits;
};
