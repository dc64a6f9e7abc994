import type { OwnLimits } from '../billing/own-limits.ts';
import type { CallLimits } from '../catalog/account-limits.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Weights } from './weights.ts';

/** Limits on the rate of calls and on how many are under way. */
export type RequestLimits = {
  /** At most one for each span, the shortest first. */
  readonly rateLimits: readonly RateLimit[];
  /** Null: none. */
  readonly maxInFlight: number | null;
};

/** The limits of a call: of all keys of its account together, of its app's keys, and of its key. */
export type LimitsOfKey = RequestLimits & {
  /** Limits of each key on top of the account's; null: none. */
  readonly ofKey: RequestLimits | null;
  /** Limits of the app that the key belongs to; null: none. */
  readonly ofApp: RequestLimits | null;
  readonly weights: readonly Weights[];
};

/**
 * The limits of an account's calls: those of its plans, or of the settings where a plan says nothing. Test keys have no plan, so the
 * settings apply. With several plans the largest number counts, for each span that one of them limits. A plan without any limit lifts all
 * of them.
 */
export function limitsOf(catalog: Catalog, planIds: readonly string[]): Omit<LimitsOfKey, 'ofApp'> {
  const { settings } = catalog;
  const plans = planIds.flatMap((id) => planOf(catalog, id) ?? []);
  const saying = plans.length > 0 ? plans : [settings];
  const ofKey = boundsOf(
    saying.map(({ perKey = settings.perKey }) => perKey ?? {}),
    {},
  );
  return {
    ...boundsOf(saying, settings),
    ofKey: ofKey.rateLimits.length === 0 && ofKey.maxInFlight === null ? null : ofKey,
    weights: plans.map(({ weights = {} }) => weights),
  };
}

/** Windows of at most a minute are taken by the limit of a minute that an organization has of its own. */
const minuteSeconds = 60;

/** The limits with those of the organization's own: its requests a minute replace its plans' limits of a minute and of shorter times. */
export function withOwnLimits<Limits extends RequestLimits>(limits: Limits, own: OwnLimits | undefined): Limits {
  const requests = own?.requestsPerMinute;
  if (requests === undefined) return limits;
  const longer = limits.rateLimits.filter(({ windowSeconds }) => windowSeconds > minuteSeconds);
  return { ...limits, rateLimits: [{ requests, windowSeconds: minuteSeconds }, ...longer] };
}

/** The widest of these limits; `otherwise` fills in for plans that set none. */
function boundsOf(saying: readonly CallLimits[], otherwise: CallLimits): RequestLimits {
  const inFlight = saying.map(({ maxInFlight = otherwise.maxInFlight }) => maxInFlight ?? Number.POSITIVE_INFINITY);
  const maxInFlight = Math.max(...inFlight);
  return {
    rateLimits: widest(saying.map(({ rateLimits = otherwise.rateLimits ?? [] }) => rateLimits)),
    maxInFlight: Number.isFinite(maxInFlight) ? maxInFlight : null,
  };
}

function widest(lists: readonly (readonly RateLimit[])[]): RateLimit[] {
  if (lists.some((list) => list.length === 0)) return [];
  const widestByWindow = new Map<number, number>();
  for (const { windowSeconds, requests } of lists.flat())
    widestByWindow.set(windowSeconds, Math.max(requests, widestByWindow.get(windowSeconds) ?? 0));
  return [...widestByWindow]
    .map(([windowSeconds, requests]) => ({ requests, windowSeconds }))
    .toSorted((a, b) => a.windowSeconds - b.windowSeconds);
}
