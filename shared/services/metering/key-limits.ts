import type { Throttled } from '../../domain/access/denial.ts';
import type { LimitsOfKey } from '../../domain/access/limits.ts';
import type { RateLimit, RateRefusal } from '../../domain/access/rate-limit.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { type CachedLimits, limitsCache } from './limits-cache.ts';

/** The answer to a call that wants to begin. */
export type Entered =
  /** `leave` ends the call; only the first time counts. */
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly reason: Throttled; readonly retryAfterMs: number; readonly limit: RateLimit | null };

/** Rates and bounds of calls under way, of all keys that one instance serves. */
export type KeyLimiters = {
  /** Begins a call of a key. It is counted in the rates and calls under way of the key and its account, or nowhere. */
  enter(key: LimitedKey, limits: Limits, nowMs: number): Entered;
  /** The rest of the rates that limit the key, and its calls under way in this instance. It counts nothing. */
  standing(key: LimitedKey, limits: Limits, nowMs: number): KeyLimitState;
};

/** A key to limit. An account's test keys count apart from its live keys, so that free calls take nothing from paid ones. */
export type LimitedKey = Pick<ApiKey, 'id' | 'accountId' | 'environment'>;

/** The state of the account's limits; `ofKey` that of the key's own limits, if it has any. */
export type KeyLimitState = CachedLimits & { readonly ofKey: CachedLimits | null };

type Limits = Pick<LimitsOfKey, 'rateLimits' | 'maxInFlight' | 'ofKey'>;

/** The wait to suggest while calls are under way: nobody knows when one of them ends. */
const inFlightRetryMs = 1_000;

/**
 * The limits of the accounts and keys that one instance serves, in memory, for at most `most` of each. Instances do not talk to each other,
 * so an account reaches its limits times the number of instances.
 */
export function createKeyLimiters(most = 10_000): KeyLimiters {
  const accounts = { live: limitsCache(most), test: limitsCache(most) };
  const keys = { live: limitsCache(most), test: limitsCache(most) };
  return {
    enter({ id, accountId, environment }, limits, nowMs) {
      const account = accounts[environment].hold(accountId, limits);
      const key = limits.ofKey && keys[environment].hold(id, limits.ofKey);
      if (!account.enter()) return tooMany;
      if (key && !key.enter()) {
        account.leave();
        return tooMany;
      }
      const full = key ? later(key.rate.full(nowMs), account.rate.full(nowMs)) : account.rate.full(nowMs);
      if (full) {
        account.leave();
        key?.leave();
        return { ok: false, reason: 'rate_limited', ...full };
      }
      account.rate.count();
      key?.rate.count();
      return { ok: true, leave: once(account.leave, key?.leave) };
    },
    standing({ id, accountId, environment }, limits, nowMs) {
      const ofAccount = accounts[environment].hold(accountId, limits).standing(nowMs);
      return { ...ofAccount, ofKey: limits.ofKey && keys[environment].hold(id, limits.ofKey).standing(nowMs) };
    },
  };
}

const tooMany = {
  ok: false,
  reason: 'too_many_in_flight',
  retryAfterMs: inFlightRetryMs,
  limit: null,
} as const satisfies Entered;

const later = (one: RateRefusal | null, other: RateRefusal | null): RateRefusal | null =>
  one && other ? (other.retryAfterMs > one.retryAfterMs ? other : one) : (one ?? other);

function once(leaveAccount: () => void, leaveKey: (() => void) | undefined): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    leaveAccount();
    leaveKey?.();
  };
}
