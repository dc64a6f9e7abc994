import { createInFlightGate, type InFlightGate } from '../../domain/access/in-flight.ts';
import type { RequestLimits } from '../../domain/access/limits.ts';
import { createRateLimiter, type RateLimiter, type RateLimitState } from '../../domain/access/rate-limit.ts';

/** The rest of each rate, and how many calls are under way. */
export type CachedLimits = { readonly rates: readonly RateLimitState[]; readonly inFlight: number };

/** The limits of one key, or of one account. */
type Limited = {
  readonly bounds: RequestLimits;
  readonly rate: RateLimiter;
  readonly gate: InFlightGate;
  /** False where as many calls as may be are under way; then nothing was counted. */
  enter(): boolean;
  /** Ends a call that entered. Whatever was begun anew meanwhile goes on counting it, so it leaves what is held now. */
  readonly leave: () => void;
  standing(nowMs: number): CachedLimits;
};

/**
 * Limits by id, in memory, for `most` ids at most. Beyond that the one that called longest ago begins anew, unless calls of it are under
 * way. Bounds that have changed begin anew too; calls under way go on counting.
 */
export function limitsCache(most: number) {
  const held = new Map<string, Limited>();
  const begin = (id: string, bounds: RequestLimits, underWay: number): Limited => {
    const gate = createInFlightGate(bounds.maxInFlight, underWay);
    const rate = createRateLimiter(bounds.rateLimits);
    return {
      bounds,
      rate,
      gate,
      enter: gate.enter,
      leave: () => held.get(id)?.gate.leave(),
      standing: (nowMs) => ({ rates: rate.standing(nowMs), inFlight: gate.inFlight() }),
    };
  };
  return {
    hold(id: string, bounds: RequestLimits): Limited {
      const known = held.get(id);
      const kept = known && isSame(known.bounds, bounds) ? known : begin(id, bounds, known?.gate.inFlight() ?? 0);
      // The order of a Map is that of insertion: what was called last stands last. It matters once there may be too many.
      if (held.size * 2 > most) held.delete(id);
      if (held.get(id) !== kept) held.set(id, kept);
      if (held.size > most) forgetOldest(held);
      return kept;
    },
  };
}

/** Bounds are made anew with each reading of an account, so they are compared by what they say. */
const isSame = (one: RequestLimits, other: RequestLimits): boolean =>
  one === other ||
  (one.maxInFlight === other.maxInFlight &&
    one.rateLimits.length === other.rateLimits.length &&
    one.rateLimits.every(
      ({ requests, windowSeconds }, i) =>
        requests === other.rateLimits[i]?.requests && windowSeconds === other.rateLimits[i]?.windowSeconds,
    ));

function forgetOldest(held: Map<string, Limited>): void {
  for (const [id, { gate }] of held) {
    if (gate.inFlight() > 0) continue;
    held.delete(id);
    return;
  }
}
