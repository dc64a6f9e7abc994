import type { Throttled } from '../../domain/access/denial.ts';
import type { LimitsOfKey } from '../../domain/access/limits.ts';
import type { RateLimit, RateRefusal } from '../../domain/access/rate-limit.ts';
import type { ApiKey } from '../../domain/keys/key.ts';
import { type CachedLimits, limitsCache } from './limits-cache.ts';

export type Entered =
  /** `leave` ends the call, however it ended, and only once. */
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly reason: Throttled; readonly retryAfterMs: number; readonly limit: RateLimit | null };

export type KeyLimiters = {
  /** Begins a call of a key: counts it in its rates and its account's, and among the calls under way, or in none of them. */
  enter(key: LimitedKey, limits: Limits, nowMs: number): Entered;
  /** The rest of the rates that limit the key, and how many calls are under way here; counts nothing. */
  standing(key: LimitedKey, limits: Limits, nowMs: number): KeyLimitState;
};

/** Test keys of an account count apart from its live keys: what costs nothing takes nothing away from what is paid for. */
export type LimitedKey = Pick<ApiKey, 'id' | 'accountId' | 'environment'>;

/** For all keys of the account together; `ofKey` of the key alone, where it has limits of its own. */
export type KeyLimitState = CachedLimits & { readonly ofKey: CachedLimits | null };

type Limits = Pick<LimitsOfKey, 'rateLimits' | 'maxInFlight' | 'ofKey'>;

/** When to try again while calls are under way: nobody knows when one of them ends. */
const inFlightRetryMs = 1_000;

/**
 * The limits of the accounts and keys that one instance serves, in memory: of `most` accounts and as many keys at most. Nothing is asked of
 * anybody, so what an account reaches is its limits times the instances that serve it.
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
