/** `nowMs` is a clock that only goes forward. */
type Time = { readonly nowMs: () => number; readonly sleep: (ms: number) => Promise<unknown> };

/** Each call resolves when the next slot is free: evenly spaced, at most `perSecond` a second, however they come. */
export function paceOf(perSecond: number, { nowMs, sleep }: Time): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = nowMs();
    const slot = Math.max(next, now);
    next = slot + 1_000 / perSecond;
    if (slot > now) await sleep(slot - now);
  };
}

/**
 * Half of what Stripe allows, 100 calls a second live and 25 in test mode (https://docs.stripe.com/rate-limits), so that buyers
 * and webhooks keep the other half. No limit where another address than Stripe's is called: that is the simulator.
 */
export const stripePace = (
  { mode, apiBase }: { readonly mode: string; readonly apiBase?: string | undefined },
  time: Time,
): (() => Promise<void>) => (apiBase ? async () => {} : paceOf(mode === 'live' ? 50 : 12, time));
