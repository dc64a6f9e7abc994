/** At most `requests` in any span of `windowSeconds`. */
export type RateLimit = { readonly requests: number; readonly windowSeconds: number };

/** What is left of one limit; whole requests, and milliseconds. */
export type RateStanding = {
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Until some of what was counted is free again; the whole window where nothing was. */
  readonly resetMs: number;
};

export type RateVerdict =
  /** `remaining` and `resetMs` are of the limit that is nearest to its end; `Infinity` and 0 without limits. */
  | { readonly ok: true; readonly remaining: number; readonly resetMs: number }
  | { readonly ok: false; readonly limit: RateLimit; readonly retryAfterMs: number };

export type RateLimiter = {
  /** Counts one request in every limit, or, where one of them is full, in none. */
  take(nowMs: number): RateVerdict;
  /** Of each limit, in the order given; counts nothing. */
  standing(nowMs: number): readonly RateStanding[];
};

/** A window is counted in this many parts, and one more that lies half in it. */
const parts = 16;

/**
 * Limits of one key in one environment: a sliding window counted in sixteenths (a "sliding window counter" that rounds against the
 * caller). In no span of `windowSeconds` are more than `requests` taken, bursts at the edge of two windows included; what was taken
 * is free again after the window and at most a sixteenth more. Memory and time do not grow with `requests`: 17 counts a limit.
 * The clock may step back: within a window it is taken for standing still; further back, the window is begun anew.
 */
export function createRateLimiter(limits: readonly RateLimit[]): RateLimiter {
  const windows = limits.map(createWindow);
  return {
    take(nowMs) {
      let full: Window | undefined;
      let retryAfterMs = 0;
      for (const window of windows) {
        window.advance(nowMs);
        if (window.remaining() > 0) continue;
        const waitMs = window.resetMs(nowMs);
        if (full === undefined || waitMs > retryAfterMs) [full, retryAfterMs] = [window, waitMs];
      }
      if (full) return { ok: false, limit: full.limit, retryAfterMs };
      let nearest: Window | undefined;
      for (const window of windows) {
        window.count();
        if (nearest === undefined || window.remaining() < nearest.remaining()) nearest = window;
      }
      if (!nearest) return { ok: true, remaining: Number.POSITIVE_INFINITY, resetMs: 0 };
      return { ok: true, remaining: nearest.remaining(), resetMs: nearest.resetMs(nowMs) };
    },
    standing: (nowMs) =>
      windows.map((window) => {
        window.advance(nowMs);
        return { limit: window.limit, remaining: window.remaining(), resetMs: window.resetMs(nowMs) };
      }),
  };
}

type Window = ReturnType<typeof createWindow>;

function createWindow(limit: RateLimit) {
  const partMs = (limit.windowSeconds * 1000) / parts;
  const counts = new Uint32Array(parts + 1);
  let total = 0;
  /** The part that is counted in, numbered since the epoch, and its place among the counts. */
  let current = Number.NEGATIVE_INFINITY;
  let place = 0;
  const after = (from: number) => (from === parts ? 0 : from + 1);
  const step = () => {
    place = after(place);
    total -= counts[place] ?? 0;
    counts[place] = 0;
  };
  return {
    limit,
    /** Leaves behind the parts that no window ending now reaches into. */
    advance(nowMs: number) {
      const part = Math.floor(nowMs / partMs);
      if (part <= current && current - part <= parts) return;
      const steps = part < current ? counts.length : Math.min(counts.length, part - current);
      for (let i = 0; i < steps; i++) step();
      current = part;
    },
    count() {
      counts[place] = (counts[place] ?? 0) + 1;
      total++;
    },
    remaining: () => limit.requests - total,
    /** Until the oldest part that holds something is left behind. */
    resetMs(nowMs: number) {
      if (total === 0) return limit.windowSeconds * 1000;
      let oldest = current - parts;
      for (let each = after(place); counts[each] === 0; each = after(each)) oldest++;
      return Math.max(1, Math.ceil((oldest + counts.length) * partMs - nowMs));
    },
  };
}
