/** At most `requests` in any span of `windowSeconds`. */
export type RateLimit = { readonly requests: number; readonly windowSeconds: number };

/** What is left of one limit; whole requests, and milliseconds. */
export type RateLimitState = {
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Until some of what was counted is free again; the whole window where nothing was. */
  readonly resetMs: number;
};

/** A limit that is full, and the time after which it lets something through; of several that are, the one that lasts longest. */
export type RateRefusal = { readonly limit: RateLimit; readonly retryAfterMs: number };

/** Asks come before counts, so that a request that stands under several limiters is counted in all of them or in none. */
export type RateLimiter = {
  /** Null: no limit is full, and one request may be counted. */
  full(nowMs: number): RateRefusal | null;
  /** Counts one request in every limit, at the time that was last asked about. */
  count(): void;
  /** Of each limit, in the order given; counts nothing. */
  standing(nowMs: number): readonly RateLimitState[];
};

/** A window is counted in this many parts, and one more that lies half in it. */
const parts = 16;

/**
 * Limits of one account or key in one environment: a sliding window counted in sixteenths (a "sliding window counter" that rounds against the
 * caller). In no span of `windowSeconds` are more than `requests` taken, bursts at the edge of two windows included; what was taken
 * is free again after the window and at most a sixteenth more. Memory and time do not grow with `requests`: 17 counts a limit.
 * The clock may step back: within a window it is taken for standing still; further back, the window is begun anew.
 */
export function createRateLimiter(limits: readonly RateLimit[]): RateLimiter {
  const windows = limits.map(createWindow);
  return {
    full(nowMs) {
      let full: Window | undefined;
      let retryAfterMs = 0;
      for (const window of windows) {
        window.advance(nowMs);
        if (window.remaining() > 0) continue;
        const waitMs = window.resetMs(nowMs);
        if (full === undefined || waitMs > retryAfterMs) [full, retryAfterMs] = [window, waitMs];
      }
      return full ? { limit: full.limit, retryAfterMs } : null;
    },
    count() {
      for (const window of windows) window.count();
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
