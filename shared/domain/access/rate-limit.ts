/** At most `requests` in any span of `windowSeconds`. */
export type RateLimit = { readonly requests: number; readonly windowSeconds: number };

/** The state of one limit: whole requests left, and milliseconds until it frees some. */
export type RateLimitState = {
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Until a counted request is free again; the whole window where none is counted. */
  readonly resetMs: number;
};

/** A full limit, and the time after which it admits a request. Where several are full, it is the one that lasts longest. */
export type RateRefusal = { readonly limit: RateLimit; readonly retryAfterMs: number };

/** Limits that are asked first and counted afterwards. A request under several limiters is counted in all of them or in none. */
export type RateLimiter = {
  /** The full limit; null where none is, so that one request may be counted. */
  full(nowMs: number): RateRefusal | null;
  /** Counts one request in every limit, at the time that was last asked about. */
  count(): void;
  /** The state of each limit, in the order given; counts nothing. */
  standing(nowMs: number): readonly RateLimitState[];
};

/** A window is counted in this many parts, and one more that overlaps its beginning. */
const parts = 16;

/**
 * Limits of one account or key in one instance: a sliding window counter in sixteenths, which rounds against the caller. No span of
 * `windowSeconds` has more than `requests`, bursts at the edge of two windows included. A counted request is free again after the window
 * and at most a sixteenth more. Memory and time do not grow with `requests`: 17 counts a limit. The clock may step back: within a window it
 * is taken for standing still; further back, the window begins anew.
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
    /** Drops the parts that no window ending now reaches into. */
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
    /** Milliseconds until the oldest part with a count is dropped. */
    resetMs(nowMs: number) {
      if (total === 0) return limit.windowSeconds * 1000;
      let oldest = current - parts;
      for (let each = after(place); counts[each] === 0; each = after(each)) oldest++;
      return Math.max(1, Math.ceil((oldest + counts.length) * partMs - nowMs));
    },
  };
}
