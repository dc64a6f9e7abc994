/** `RateLimit` and `RateLimit-Policy`, as in draft-ietf-httpapi-ratelimit-headers-10. */
import type { LimitsOfKey } from '../domain/access/limits.ts';
import type { RateLimitState } from '../domain/access/rate-limit.ts';
import type { Entitlement } from '../domain/billing/entitlement.ts';

/** One limit, and how the caller stands to it. */
export type LimitState = {
  /** Names the policy in both fields: printable ASCII without `"` and `\\`. */
  readonly name: string;
  readonly quota: number;
  /** The draft's own units are `requests`, which is not written, and `concurrent-requests`; `records` is ours. */
  readonly unit: 'requests' | 'records' | 'concurrent-requests';
  readonly windowSeconds?: number;
  readonly remaining: number;
  /** The time within which no more than `remaining` may be used. */
  readonly resetSeconds?: number;
};

/**
 * Every policy in `RateLimit-Policy`; in `RateLimit` the limit that the caller will meet first.
 * That is the one with the least share left, and of two alike the one that lasts longer. Nothing where there is no limit.
 */
export function rateLimitHeaders(standings: readonly LimitState[]): Record<string, string> {
  const [first, ...others] = standings;
  if (!first) return {};
  const nearest = others.reduce((found, each) => (isNearer(each, found) ? each : found), first);
  return {
    'ratelimit-policy': standings.map(policyOf).join(', '),
    ratelimit: `"${nearest.name}";r=${Math.max(0, nearest.remaining)}${parameter('t', nearest.resetSeconds)}`,
  };
}

function isNearer(a: LimitState, b: LimitState): boolean {
  const difference = share(a) - share(b);
  return difference === 0 ? (a.resetSeconds ?? 0) > (b.resetSeconds ?? 0) : difference < 0;
}

const share = ({ remaining, quota }: LimitState): number => (quota === 0 ? 0 : remaining / quota);

/** A String with parameters, an Item of Structured Fields (RFC 9651, 3.3). Every answer has some: they are put together by hand. */
const policyOf = ({ name, quota, unit, windowSeconds }: LimitState): string =>
  `"${name}";q=${quota}${unit === 'requests' ? '' : `;qu="${unit}"`}${parameter('w', windowSeconds)}`;

const parameter = (key: string, value: number | undefined): string => (value === undefined ? '' : `;${key}=${value}`);

/** The limits of a call and how far they are used. */
export type Limits = {
  readonly entitlement: Pick<Entitlement, 'period' | 'unit'>;
  /** Units of the period, or without one those bought in advance, and how many of them are left; null where nothing bounds them. `isOfApp`: both are of the app's share. */
  readonly units: { readonly limit: number; readonly remaining: number; readonly isOfApp?: boolean } | null;
  /** To its rates, and to calls under way in this environment. */
  readonly calls: readonly LimitState[];
  readonly now: Date;
};

type Held = { readonly rates: readonly RateLimitState[]; readonly inFlight: number };

/** The limits of the account, and those of the app and the key: their names begin with `app-` and `key-`. */
export function callLimitStates(
  { maxInFlight, ofApp, ofKey }: Pick<LimitsOfKey, 'maxInFlight' | 'ofApp' | 'ofKey'>,
  held: Held & { readonly ofApp: Held | null; readonly ofKey: Held | null },
): LimitState[] {
  return [
    ...standingsOf(held, maxInFlight),
    ...named('app', held.ofApp ? standingsOf(held.ofApp, ofApp?.maxInFlight ?? null) : []),
    ...named('key', held.ofKey ? standingsOf(held.ofKey, ofKey?.maxInFlight ?? null) : []),
  ];
}

const named = (whose: 'app' | 'key', standings: readonly LimitState[]): LimitState[] =>
  standings.map((each) => ({ ...each, name: `${whose}-${each.name}` }));

function standingsOf({ rates, inFlight }: Held, most: number | null): LimitState[] {
  const standings = rates.map(rateStanding);
  if (most !== null)
    standings.push({ name: 'in-flight', quota: most, unit: 'concurrent-requests', remaining: most - inFlight });
  return standings;
}

/** How a caller stands to the allowance, or to credit, which has no window; and to what limits its calls. */
export function limitStates({ entitlement: { period, unit }, units, calls, now }: Limits): LimitState[] {
  const span = period && {
    windowSeconds: secondsOf(Date.parse(period.end) - Date.parse(period.start)),
    resetSeconds: secondsOf(Date.parse(period.end) - now.getTime()),
  };
  const counted = units && {
    name: `${units.isOfApp ? 'app-' : ''}${span ? 'allowance' : 'credit'}`,
    quota: units.limit,
    unit: span && unit !== 'record' ? ('requests' as const) : ('records' as const),
    remaining: units.remaining,
    ...span,
  };
  return counted ? [counted, ...calls] : [...calls];
}

const rateStanding = ({ limit, remaining, resetMs }: RateLimitState): LimitState => ({
  name: nameOf(limit.windowSeconds),
  quota: limit.requests,
  unit: 'requests',
  windowSeconds: limit.windowSeconds,
  remaining,
  resetSeconds: secondsOf(resetMs),
});

const nameOf = (seconds: number): string =>
  ({ 1: 'second', 60: 'minute', 900: 'quarter-hour' })[seconds] ?? `${seconds}-seconds`;

const secondsOf = (ms: number): number => Math.max(0, Math.ceil(ms / 1000));
