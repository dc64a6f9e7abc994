import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInFlightGate } from '../../../shared/domain/access/in-flight.ts';
import { createRateLimiter, type RateLimit } from '../../../shared/domain/access/rate-limit.ts';

const start = Date.parse('2026-11-24T12:00:00.000Z');
const perSecond: RateLimit = { requests: 5, windowSeconds: 1 };
const perMinute: RateLimit = { requests: 12, windowSeconds: 60 };

/** The number of `count` requests at one moment that pass. */
/** Asks, and counts where no limit is full; `remaining` is of the limit that is nearest to its end. */
function take(limiter: ReturnType<typeof createRateLimiter>, nowMs: number) {
  const full = limiter.full(nowMs);
  if (full) return { ok: false as const, ...full };
  limiter.count();
  return { ok: true as const, remaining: Math.min(...limiter.standing(nowMs).map(({ remaining }) => remaining)) };
}

const burst = (limiter: ReturnType<typeof createRateLimiter>, count: number, nowMs: number) =>
  Array.from({ length: count }, () => take(limiter, nowMs)).filter(({ ok }) => ok).length;

describe('a rate limit', () => {
  it('lets its number through, and reports the rest and when to retry', () => {
    const limiter = createRateLimiter([perSecond]);
    const left = Array.from({ length: 5 }, () => take(limiter, start)).map((each) => each.ok && each.remaining);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(take(limiter, start)).toEqual({ ok: false, limit: perSecond, retryAfterMs: 1_063 });
    expect(take(limiter, start + 1_062)).toMatchObject({ ok: false, retryAfterMs: 1 });
    expect(take(limiter, start + 1_063)).toMatchObject({ ok: true, remaining: 4 });
  });

  it('applies beside others: the one nearest to its end is reported, and a refused request counts in none', () => {
    const limiter = createRateLimiter([perSecond, perMinute]);
    expect([0, 2_000, 4_000].map((after) => burst(limiter, 9, start + after))).toEqual([5, 5, 2]);
    expect(take(limiter, start + 6_000)).toMatchObject({ ok: false, limit: perMinute });
    expect(limiter.standing(start + 6_000).map(({ remaining }) => remaining)).toEqual([5, 0]);
    expect(take(limiter, start + 63_750)).toMatchObject({ ok: true, remaining: 4 });
  });

  it('lets everything through where there is none', () => {
    expect(burst(createRateLimiter([]), 1_000, start)).toBe(1_000);
  });

  it('keeps what it counted where the clock steps back within a window, and begins anew where it steps further', () => {
    const limiter = createRateLimiter([perSecond]);
    expect(burst(limiter, 9, start)).toBe(5);
    expect(burst(limiter, 9, start - 900)).toBe(0);
    expect(burst(limiter, 9, start - 60_000)).toBe(5);
    expect(burst(limiter, 9, start - 60_000)).toBe(0);
  });

  const limit = fc.record({
    requests: fc.integer({ min: 1, max: 20 }),
    windowSeconds: fc.integer({ min: 1, max: 900 }),
  });
  /** Steps in thousandths of a window, small and large, so that both edges and whole windows are met. */
  const steps = fc.array(fc.oneof(fc.nat(5), fc.nat(80), fc.nat(2_500)), { minLength: 1, maxLength: 400 });

  it('lets no more through in any span of its length, wherever the span begins', () => {
    const property = fc.property(limit, steps, (of, each) => {
      const limiter = createRateLimiter([of]);
      const spanMs = of.windowSeconds * 1_000;
      let nowMs = start;
      const taken: number[] = [];
      for (const step of each) {
        nowMs += Math.round((step * spanMs) / 1_000);
        if (take(limiter, nowMs).ok) taken.push(nowMs);
      }
      for (const from of taken)
        expect(taken.filter((at) => at >= from && at < from + spanMs).length).toBeLessThanOrEqual(of.requests);
    });
    fc.assert(property, { seed: 31, numRuns: 300 });
  });

  it('refuses only where that many were let through in the last window and a sixteenth, and lets through when it said', () => {
    const property = fc.property(limit, steps, (of, each) => {
      const limiter = createRateLimiter([of]);
      const spanMs = of.windowSeconds * 1_000;
      let nowMs = start;
      const taken: number[] = [];
      for (const step of each) {
        nowMs += Math.round((step * spanMs) / 1_000);
        const verdict = take(limiter, nowMs);
        if (verdict.ok) {
          taken.push(nowMs);
          continue;
        }
        expect(taken.filter((at) => at > nowMs - (spanMs * 17) / 16).length).toBeGreaterThanOrEqual(of.requests);
        expect(take(limiter, nowMs + verdict.retryAfterMs - 1).ok).toBe(false);
        nowMs += verdict.retryAfterMs;
        expect(take(limiter, nowMs).ok).toBe(true);
        taken.push(nowMs);
      }
    });
    fc.assert(property, { seed: 32, numRuns: 300 });
  });
});

describe('calls under way', () => {
  it('are never more than the limit, and each that ends makes room for one', () => {
    const gate = createInFlightGate(2);
    expect([gate.enter(), gate.enter(), gate.enter(), gate.inFlight()]).toEqual([true, true, false, 2]);
    gate.leave();
    expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  });

  it('cannot end more often than they began', () => {
    const gate = createInFlightGate(1);
    expect(gate.leave).toThrow('More calls left than had entered');
    expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  });

  it('have no bound where there is no limit', () => {
    const gate = createInFlightGate(null);
    for (let i = 0; i < 1_000; i++) expect(gate.enter()).toBe(true);
  });
});
