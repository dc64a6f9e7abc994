/** `nowMs` is a clock that only goes forward. */
type Time = { readonly nowMs: () => number; readonly sleep: (ms: number) => Promise<unknown> };

/** Calls one after another, evenly spaced. */
export type Lane = {
  /** Resolves when the next slot is free. */
  take(): Promise<void>;
  /** No slot is free for so long from now; those who wait for one wait on. */
  rest(ms: number): void;
};

/** At most `perSecond` calls a second, however they come. */
export function laneOf(perSecond: number, { nowMs, sleep }: Time): Lane {
  let next = Number.NEGATIVE_INFINITY;
  let restsUntil = Number.NEGATIVE_INFINITY;
  const take = async (): Promise<void> => {
    const now = nowMs();
    const slot = Math.max(next, now);
    next = slot + 1_000 / perSecond;
    if (slot > now) await sleep(slot - now);
    if (nowMs() < restsUntil) await take();
  };
  return {
    take,
    rest(ms) {
      restsUntil = Math.max(restsUntil, nowMs() + ms);
      next = Math.max(next, restsUntil);
    },
  };
}

/** A request as Stripe's limits count it; `path` may have a query. */
export type StripeCall = { readonly method: string; readonly path: string };

/** When calls may be made. */
export type Pace = {
  /** Resolves when this call may be made. */
  turn(call: StripeCall): Promise<void>;
  /**
   * Resolves when a call that was answered 429 may be made again.
   * `reason` names the limiter: the header `Stripe-Rate-Limited-Reason`, undefined for a lock. It rests longer after each attempt, and so
   * do the other calls that it limits.
   */
  again(call: StripeCall, refused: { readonly reason: string | undefined; readonly attempt: number }): Promise<void>;
};

/** A paced call that is refused is made so many times more, within some 16 seconds. */
export const maxAgain = 5;
const firstRestMs = 500;

/** Calls per second: in all, and of one endpoint. */
export type PerSecond = { readonly inAll: number; readonly ofEndpoint: number };

/** Keeps under so many calls a second in all, and of each operation. */
export function paceOf({ inAll, ofEndpoint }: PerSecond, time: Time): Pace {
  const all = laneOf(inAll, time);
  const lanes = new Map<string, Lane>();
  const laneFor = (call: StripeCall) => {
    const operation = operationOf(call);
    const lane = lanes.get(operation) ?? laneOf(ofEndpoint, time);
    lanes.set(operation, lane);
    return lane;
  };
  const turn = async (call: StripeCall) => {
    await laneFor(call).take();
    await all.take();
  };
  return {
    turn,
    async again(call, { reason, attempt }) {
      const ms = firstRestMs * 2 ** (attempt - 1);
      if (reason?.startsWith('global')) all.rest(ms);
      else if (reason === undefined) await time.sleep(ms);
      else laneFor(call).rest(ms);
      await turn(call);
    },
  };
}

/** Stripe's limits name operations, whatever the ids: `GET /v1/subscriptions/:id`. Words of a path are of small letters. */
export function operationOf({ method, path }: StripeCall): string {
  const [address = ''] = path.split('?');
  const parts = address.split('/').map((part) => (/^(v\d|[a-z_]*)$/.test(part) ? part : ':id'));
  return `${method.toUpperCase()} ${parts.join('/')}`;
}

/** Half of what Stripe allows, so that buyers and webhooks keep the other half. https://docs.stripe.com/rate-limits */
const half = { live: { inAll: 50, ofEndpoint: 12 }, test: { inAll: 12, ofEndpoint: 12 } };

/**
 * Half of what Stripe allows: 100 calls a second live and 25 in test mode, and 25 of each operation. Where another address than Stripe's
 * is called, the simulator's, calls are not spaced; one that is refused waits all the same.
 */
export const stripePace = (
  { mode, apiBase }: { readonly mode: string; readonly apiBase?: string | undefined },
  time: Time,
): Pace => {
  const unlimited = { inAll: Number.POSITIVE_INFINITY, ofEndpoint: Number.POSITIVE_INFINITY };
  return paceOf(apiBase ? unlimited : half[mode === 'live' ? 'live' : 'test'], time);
};
