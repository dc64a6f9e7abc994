import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Weights } from './weights.ts';

/** What holds for a key of an account with some plans. */
export type LimitsOfKey = {
  /** One a span at most, the shortest first. */
  readonly rateLimits: readonly RateLimit[];
  /** Null: none. */
  readonly maxInFlight: number | null;
  readonly weights: readonly Weights[];
};

/**
 * The limits of a key: what its plans say, and the settings where a plan says nothing (or there is none: a test key). Of several
 * plans the largest number counts, for each span that one of them limits; a plan without any limit lifts all of them.
 */
export function limitsOf(catalog: Catalog, planIds: readonly string[]): LimitsOfKey {
  const { settings } = catalog;
  const plans = planIds.flatMap((id) => planOf(catalog, id) ?? []);
  const saying = plans.length > 0 ? plans : [settings];
  const inFlight = saying.map(({ maxInFlight = settings.maxInFlight }) => maxInFlight ?? Number.POSITIVE_INFINITY);
  const maxInFlight = Math.max(...inFlight);
  return {
    rateLimits: widest(saying.map(({ rateLimits = settings.rateLimits ?? [] }) => rateLimits)),
    maxInFlight: Number.isFinite(maxInFlight) ? maxInFlight : null,
    weights: plans.map(({ weights = {} }) => weights),
  };
}

function widest(lists: readonly (readonly RateLimit[])[]): RateLimit[] {
  if (lists.some((list) => list.length === 0)) return [];
  const most = new Map<number, number>();
  for (const { windowSeconds, requests } of lists.flat())
    most.set(windowSeconds, Math.max(requests, most.get(windowSeconds) ?? 0));
  return [...most]
    .map(([windowSeconds, requests]) => ({ requests, windowSeconds }))
    .toSorted((a, b) => a.windowSeconds - b.windowSeconds);
}
