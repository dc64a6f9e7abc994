import type { Entitlement } from '../billing/entitlement.ts';
import { type SpendCap, unitsLimit } from '../billing/spend-cap.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import type { Notice } from '../mail/message.ts';

/** Parts of an allowance, in percent, that its buyer hears of. */
export const notifiedPercents = [80, 100] as const;
export type NotifiedPercent = (typeof notifiedPercents)[number];

/** The highest part of an allowance that so many units reach; null: none, or there is no allowance to reach. */
function percentReached(allowance: number | null, units: number): NotifiedPercent | null {
  if (allowance === null || allowance <= 0) return null;
  return notifiedPercents.findLast((percent) => units * 100 >= allowance * percent) ?? null;
}

/** Nothing is free, and no more than this lies in instances: calls are refused, so to whoever makes them all is used. */
const maxHeldPercent = 5;

/** What its buyer was told before to have used: so much, in percent (0: nothing was told), of so many units. Of another number it begins anew. */
export type NotifiedPart = { readonly percent: number; readonly units: number };

/** What was used of a period. */
export type UsedOf = {
  readonly used: number;
  /** What nobody has taken of the limit. */
  readonly free: number;
  /** Units that instances which died may have served, and that serve nobody any more. */
  readonly unusable: number;
  readonly told: NotifiedPart;
  readonly spendCap: SpendCap | null;
};

/** What has to be told of so many units: `percent` of them are used. */
export type DueUsageNotice = { readonly notice: Notice; readonly percent: NotifiedPercent; readonly units: number };

/** The part that has to be told; null: none that was not told before. */
function partOf(units: number, used: number, of: Pick<UsedOf, 'free' | 'unusable' | 'told'>): NotifiedPercent | null {
  const { free, unusable, told } = of;
  const isRefused = units > 0 && free < 1 && (used + unusable) * 100 >= units * (100 - maxHeldPercent);
  const percent = isRefused ? 100 : percentReached(units, used);
  const before = told.units === units ? told.percent : 0;
  return percent !== null && percent > before ? percent : null;
}

/**
 * What a buyer has to be told of what was used of the present period's allowance. Who passes both parts at once hears of the second only; of
 * another allowance within the period both are told anew.
 */
export function usageNotice(catalog: Catalog, entitlement: Entitlement, of: UsedOf): DueUsageNotice | null {
  const { allowance, period, unit, plans } = entitlement;
  const name = planOf(catalog, plans[0] ?? '')?.name;
  const percent = allowance === null ? null : partOf(allowance, of.used, of);
  if (percent === null || !period || allowance === null || !unit || name === undefined) return null;
  const notice = {
    id: `usage_reached:${percent}:${period.start}:${allowance}`,
    ...({ kind: 'usage_reached', name, percent, allowance, unit } as const),
    overage: unitsBeyond(entitlement, of.spendCap) > 0,
    renewsAt: period.end,
  };
  return { notice, percent, units: allowance };
}

/** What a buyer has to be told of what was used of what the spend cap pays for beyond the allowance. Nothing of a cap that pays for nothing. */
export function spendCapNotice(catalog: Catalog, entitlement: Entitlement, of: UsedOf): DueUsageNotice | null {
  const { allowance, period, plans } = entitlement;
  const { spendCap } = of;
  const units = unitsBeyond(entitlement, spendCap);
  const name = planOf(catalog, plans[0] ?? '')?.name;
  if (!spendCap || units <= 0 || allowance === null || !period || name === undefined) return null;
  const percent = partOf(units, of.used - allowance, of);
  if (percent === null) return null;
  const id = `spend_cap_reached:${percent}:${period.start}:${spendCap.amountMinor}:${units}`;
  return {
    notice: { id, kind: 'spend_cap_reached', name, percent, ...spendCap, renewsAt: period.end },
    percent,
    units,
  };
}

/** Units that are served past the allowance. */
const unitsBeyond = (entitlement: Entitlement, spendCap: SpendCap | null): number =>
  (unitsLimit(entitlement, spendCap) ?? 0) - (entitlement.allowance ?? 0);
