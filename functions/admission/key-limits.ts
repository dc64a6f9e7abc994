import type { HeldBack } from '../../shared/domain/access/denial.ts';
import { createInFlightGate, type InFlightGate } from '../../shared/domain/access/in-flight.ts';
import type { LimitsOfKey } from '../../shared/domain/access/limits.ts';
import {
  createRateLimiter,
  type RateLimit,
  type RateLimiter,
  type RateStanding,
} from '../../shared/domain/access/rate-limit.ts';

export type Entered =
  /** `leave` ends the call, however it ended, and only once. */
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly reason: HeldBack; readonly retryAfterMs: number; readonly limit: RateLimit | null };

export type KeyLimiters = {
  /** Begins a call of a key: counts it in its rates and among those under way, or in neither. */
  enter(keyId: string, limits: Limits, nowMs: number): Entered;
  /** What is left of the key's rates, and how many of its calls are under way here; counts nothing. */
  standing(keyId: string, limits: Limits, nowMs: number): KeyStanding;
};

export type KeyStanding = { readonly rates: readonly RateStanding[]; readonly inFlight: number };

type Limits = Pick<LimitsOfKey, 'rateLimits' | 'maxInFlight'>;
type Held = { readonly limits: Limits; readonly rate: RateLimiter; readonly gate: InFlightGate };

/** When to try again while calls are under way: nobody knows when one of them ends. */
const inFlightRetryMs = 1_000;

/**
 * The limits of the keys that one environment serves, in memory. Of `mostKeys` keys at most: of more, the one that called longest ago
 * begins anew, unless calls of it are under way. Limits that have changed begin anew too; calls under way go on counting.
 */
export function createKeyLimiters(mostKeys = 10_000): KeyLimiters {
  const held = new Map<string, Held>();

  const hold = (keyId: string, limits: Limits): Held => {
    const known = held.get(keyId);
    const kept = known && isSame(known.limits, limits) ? known : madeFor(limits, known?.gate.inFlight() ?? 0);
    // The order of a Map is that of insertion: what was called last stands last. It matters once there may be too many.
    if (held.size * 2 > mostKeys) held.delete(keyId);
    if (held.get(keyId) !== kept) held.set(keyId, kept);
    if (held.size > mostKeys) forgetOldest(held);
    return kept;
  };

  return {
    enter(keyId, limits, nowMs) {
      const { gate, rate } = hold(keyId, limits);
      if (!gate.enter()) return { ok: false, reason: 'too_many_in_flight', retryAfterMs: inFlightRetryMs, limit: null };
      const verdict = rate.take(nowMs);
      if (!verdict.ok) {
        gate.leave();
        return { ok: false, reason: 'rate_limited', retryAfterMs: verdict.retryAfterMs, limit: verdict.limit };
      }
      return { ok: true, leave: once(() => held.get(keyId)?.gate.leave()) };
    },
    standing(keyId, limits, nowMs) {
      const { gate, rate } = hold(keyId, limits);
      return { rates: rate.standing(nowMs), inFlight: gate.inFlight() };
    },
  };
}

function madeFor(limits: Limits, underWay: number): Held {
  const gate = createInFlightGate(limits.maxInFlight, underWay);
  return { limits, rate: createRateLimiter(limits.rateLimits), gate };
}

/** Limits are made anew with each reading of an account, so they are compared by what they say. */
const isSame = (one: Limits, other: Limits): boolean =>
  one === other ||
  (one.maxInFlight === other.maxInFlight &&
    one.rateLimits.length === other.rateLimits.length &&
    one.rateLimits.every(
      ({ requests, windowSeconds }, i) =>
        requests === other.rateLimits[i]?.requests && windowSeconds === other.rateLimits[i]?.windowSeconds,
    ));

function forgetOldest(held: Map<string, Held>): void {
  for (const [keyId, { gate }] of held) {
    if (gate.inFlight() > 0) continue;
    held.delete(keyId);
    return;
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
