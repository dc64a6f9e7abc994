import type { Entitlement } from '../billing/entitlement.ts';
import type { Notice } from '../billing/notices.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';

/** Parts of an allowance, in percent, that its buyer hears of. */
export const toldPercents = [80, 100] as const;
export type ToldPercent = (typeof toldPercents)[number];

/** The highest part of an allowance that so many units reach; null: none, or there is no allowance to reach. */
export function percentReached(allowance: number | null, units: number): ToldPercent | null {
  if (allowance === null || allowance <= 0) return null;
  return toldPercents.findLast((percent) => units * 100 >= allowance * percent) ?? null;
}

/** Nothing is free, and no more than this lies in environments: calls are refused, so to whoever makes them all is used. */
const mostHeldPercent = 5;

/**
 * What a buyer has to be told of what was used of the present period; `told` is the highest part that was told of it, 0 for none. Who
 * passes both at once hears of the second only.
 */
export function usageNotice(catalog: Catalog, entitlement: Entitlement, { used, free, told }: Told): Notice | null {
  const { allowance, period, unit, overage, plans } = entitlement;
  const isRefused = free < 1 && used * 100 >= (allowance ?? 0) * (100 - mostHeldPercent);
  const percent = isRefused ? 100 : percentReached(allowance, used);
  const name = planOf(catalog, plans[0] ?? '')?.name;
  if (percent === null || percent <= told || !period || allowance === null || !unit || name === undefined) return null;
  return {
    id: `usage_reached:${percent}:${period.start}`,
    kind: 'usage_reached',
    name,
    percent,
    allowance,
    unit,
    overage,
    renewsAt: period.end,
  };
}

export type Told = {
  readonly used: number;
  /** What nobody has taken of the limit. */
  readonly free: number;
  readonly told: number;
};
