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
  /** Begins a call of a key. It is counted in the rates and calls under way of its account, its app and the key, or nowhere. */
  enter(key: LimitedKey, limits: Limits, nowMs: number): Entered;
  /** The rest of the rates that limit the key, and its calls under way in this instance. It counts nothing. */
  standing(key: LimitedKey, limits: Limits, nowMs: number): KeyLimitState;
};

/** A key to limit. An account's test keys count apart from its live keys, so that free calls take nothing from paid ones. */
export type LimitedKey = Pick<ApiKey, 'id' | 'accountId' | 'app' | 'environment'>;

/** The state of the account's limits; `ofApp` and `ofKey` that of the app's and the key's own limits, if they have any. */
export type KeyLimitState = CachedLimits & { readonly ofApp: CachedLimits | null; readonly ofKey: CachedLimits | null };

type Limits = Pick<LimitsOfKey, 'rateLimits' | 'maxInFlight' | 'ofApp' | 'ofKey'>;

/** The wait to suggest while calls are under way: nobody knows when one of them ends. */
const inFlightRetryMs = 1_000;

/**
 * The limits of the accounts, apps and keys that one instance serves, in memory, for at most `most` of each. Instances do not talk to each other,
 * so an account reaches its limits times the number of instances.
 */
export function createKeyLimiters(most = 10_000): KeyLimiters {
  const caches = { live: cachesOf(most), test: cachesOf(most) };
  return {
    enter(key, limits, nowMs) {
      const held = heldOf(caches[key.environment], key, limits);
      const { account, app, own } = held;
      if (!begin(held)) return tooMany;
      const full = later(account.rate.full(nowMs), later(fullOf(app, nowMs), fullOf(own, nowMs)));
      if (full) {
        leaveAll(held);
        return { ok: false, reason: 'rate_limited', ...full };
      }
      account.rate.count();
      app?.rate.count();
      own?.rate.count();
      return { ok: true, leave: once(held) };
    },
    standing(key, limits, nowMs) {
      const { account, app, own } = heldOf(caches[key.environment], key, limits);
      const [ofApp, ofKey] = [app?.standing(nowMs) ?? null, own?.standing(nowMs) ?? null];
      return { ...account.standing(nowMs), ofApp, ofKey };
    },
  };
}

type Caches = ReturnType<typeof cachesOf>;
type Limited = ReturnType<Caches['accounts']['hold']>;
type Held = { readonly account: Limited; readonly app: Limited | null; readonly own: Limited | null };

const cachesOf = (most: number) => ({
  accounts: limitsCache(most),
  apps: limitsCache(most),
  keys: limitsCache(most),
});

/** The limits that a key's calls count in. Ids of apps are known within their account only. */
const heldOf = ({ accounts, apps, keys }: Caches, { id, accountId, app }: LimitedKey, limits: Limits): Held => ({
  account: accounts.hold(accountId, limits),
  app: limits.ofApp && apps.hold(`${accountId} ${app}`, limits.ofApp),
  own: limits.ofKey && keys.hold(id, limits.ofKey),
});

/** Counts a call among those under way, of all or of none. */
function begin({ account, app, own }: Held): boolean {
  if (!account.enter()) return false;
  if (app && !app.enter()) {
    account.leave();
    return false;
  }
  if (!own || own.enter()) return true;
  account.leave();
  app?.leave();
  return false;
}

function leaveAll({ account, app, own }: Held): void {
  account.leave();
  app?.leave();
  own?.leave();
}

const fullOf = (limited: Limited | null, nowMs: number): RateRefusal | null => limited?.rate.full(nowMs) ?? null;

const tooMany = {
  ok: false,
  reason: 'too_many_in_flight',
  retryAfterMs: inFlightRetryMs,
  limit: null,
} as const satisfies Entered;

const later = (one: RateRefusal | null, other: RateRefusal | null): RateRefusal | null =>
  one && other ? (other.retryAfterMs > one.retryAfterMs ? other : one) : (one ?? other);

function once(held: Held): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    leaveAll(held);
  };
}
