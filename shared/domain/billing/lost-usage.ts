import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import type { Difference } from './drift.ts';
import { type OverageRecord, type OverageWindow, totalValueOf } from './overage.ts';
import { longestDraftMs } from './windows.ts';

/** The units past the allowance that no invoice bills, although they were counted in time. */
export const lostUnits = (window: OverageWindow): number =>
  window.billed === undefined ? 0 : Math.max(0, totalValueOf(window) - window.billed - (window.movedOn ?? 0));

/**
 * Whether what a window lost stays lost: there is nothing left that could bill it. The next window of the account would, within the time for
 * which a draft may hold everything up.
 */
export const isLostForGood = (overage: OverageRecord, window: OverageWindow, now: Date): boolean =>
  overage.windows.every(({ closed }) => closed) &&
  now.getTime() - Date.parse(window.closedAt ?? window.end) >= longestDraftMs;

/** The price of units past the allowance, in minor units: every pack that was begun. */
export function amountOfUnits(
  catalog: Catalog,
  { planId, units, currency }: { readonly planId: string; readonly units: number; readonly currency: string },
): number {
  const overage = planOf(catalog, planId)?.overage;
  if (!overage) return 0;
  return Math.ceil(units / overage.units) * (overage.currencies?.[currency] ?? overage.amountMinor);
}

/** The name of a window in the drift report: subscription, plan, and the day on which it began. */
export const nameOfWindow = ({ subscriptionId, planId, start }: OverageWindow): string =>
  `${subscriptionId} ${planId} ${start.slice(0, 10)}`;

/** Money that is owed or lost: `before` are the units or the amount that we counted, `after` what reached an invoice or was paid. */
export const ofMoney = (
  window: OverageWindow,
  field: 'discarded' | 'uncollected',
  {
    counted,
    reached,
    ...money
  }: Required<Pick<Difference, 'amountMinor' | 'currency'>> & {
    readonly counted: number;
    readonly reached: number;
  },
): Difference => ({
  of: 'usage',
  id: nameOfWindow(window),
  field,
  before: JSON.stringify(counted),
  after: JSON.stringify(reached),
  ...money,
});
