import { createInFlightGate, type InFlightGate } from '../../domain/access/in-flight.ts';
import type { RequestLimits } from '../../domain/access/limits.ts';
import { createRateLimiter, type RateLimiter, type RateLimitState } from '../../domain/access/rate-limit.ts';

/** The rest of each rate, and the number of calls under way. */
export type CachedLimits = { readonly rates: readonly RateLimitState[]; readonly inFlight: number };

/** The limits of one key, or of one account. */
type Limited = {
  readonly bounds: RequestLimits;
  readonly rate: RateLimiter;
  readonly gate: InFlightGate;
  /** False if as many calls as allowed are under way. Then nothing was counted. */
  enter(): boolean;
  /** Ends a call that entered. Limits that began anew meanwhile count it too, so it leaves the present ones. */
  readonly leave: () => void;
  standing(nowMs: number): CachedLimits;
};

/**
 * Limits by id, in memory, for at most `most` ids. Beyond that the id that called longest ago begins anew, unless it has calls under way.
 * Changed bounds begin anew too; calls under way continue to count.
 */
export function limitsCache(most: number) {
  const cached = new Map<string, Limited>();
  const begin = (id: string, bounds: RequestLimits, underWay: number): Limited => {
    const gate = createInFlightGate(bounds.maxInFlight, underWay);
    const rate = createRateLimiter(bounds.rateLimits);
    return {
      bounds,
      rate,
      gate,
      enter: gate.enter,
      leave: () => cached.get(id)?.gate.leave(),
      standing: (nowMs) => ({ rates: rate.standing(nowMs), inFlight: gate.inFlight() }),
    };
  };
  return {
    hold(id: string, bounds: RequestLimits): Limited {
      const known = cached.get(id);
      const limited = known && isSame(known.bounds, bounds) ? known : begin(id, bounds, known?.gate.inFlight() ?? 0);
      // A Map keeps the order of insertion, so the latest caller is last. The order matters once there may be too many.
      if (cached.size * 2 > most) cached.delete(id);
      if (cached.get(id) !== limited) cached.set(id, limited);
      if (cached.size > most) forgetOldest(cached);
      return limited;
    },
  };
}

/** Bounds are new objects with each read of an account, so they are compared by value. */
const isSame = (one: RequestLimits, other: RequestLimits): boolean =>
  one === other ||
  (one.maxInFlight === other.maxInFlight &&
    one.rateLimits.length === other.rateLimits.length &&
    one.rateLimits.every(
      ({ requests, windowSeconds }, i) =>
        requests === other.rateLimits[i]?.requests && windowSeconds === other.rateLimits[i]?.windowSeconds,
    ));

function forgetOldest(cached: Map<string, Limited>): void {
  for (const [id, { gate }] of cached) {
    if (gate.inFlight() > 0) continue;
    cached.delete(id);
    return;
  }
}
