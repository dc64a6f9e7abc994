import type { Entitlement } from '../billing/entitlement.ts';
import { type SpendCap, unitsLimit } from '../billing/spend-cap.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import type { Notice } from '../mail/message.ts';

/** Parts of an allowance that its buyer is notified of, in percent. */
export const notifiedPercents = [80, 100] as const;
/** One of these parts. */
export type NotifiedPercent = (typeof notifiedPercents)[number];

/** The highest part of an allowance that so many units reach; null: none, or there is no allowance to reach. */
function percentReached(allowance: number | null, units: number): NotifiedPercent | null {
  if (allowance === null || allowance <= 0) return null;
  return notifiedPercents.findLast((percent) => units * 100 >= allowance * percent) ?? null;
}

/** If nothing is free and instances hold no more than this, calls are refused. For the buyer all is used. */
const maxHeldPercent = 5;

/** The part that its buyer was last notified of, in percent (0: never), and of how many units. Another number of units begins anew. */
export type NotifiedPart = { readonly percent: number; readonly units: number };

/** The usage of a period. */
export type UsedOf = {
  readonly used: number;
  /** Units of the limit that are not taken. */
  readonly free: number;
  /** Units that instances which died may have served, and that serve nobody any more. */
  readonly unusable: number;
  readonly lastNotified: NotifiedPart;
  readonly spendCap: SpendCap | null;
};

/** A notice to send: `percent` of so many units are used. */
export type DueUsageNotice = { readonly notice: Notice; readonly percent: NotifiedPercent; readonly units: number };

/** The part to notify of; null: none beyond the last one. */
function partOf(
  units: number,
  used: number,
  of: Pick<UsedOf, 'free' | 'unusable' | 'lastNotified'>,
): NotifiedPercent | null {
  const { free, unusable, lastNotified } = of;
  const isRefused = units > 0 && free < 1 && (used + unusable) * 100 >= units * (100 - maxHeldPercent);
  const percent = isRefused ? 100 : percentReached(units, used);
  const before = lastNotified.units === units ? lastNotified.percent : 0;
  return percent !== null && percent > before ? percent : null;
}

/**
 * The notice about the present period's allowance, if one is due. A buyer who passes both parts together gets the second only. A changed
 * allowance within the period begins anew.
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

/** The notice about the overage that the spend cap pays for, if one is due. A cap that pays for nothing has none. */
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
