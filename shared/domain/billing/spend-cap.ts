import type { Entitlement } from './entitlement.ts';

/** The most that an account allows to be billed in a period beyond its plans' prices: integer minor units, 0 or more. */
export type SpendCap = { readonly amountMinor: number; readonly currency: string };

/** The number for "no limit" where a counter needs one: more units than anybody reads in a period. */
export const uncappedUnits = 1_000_000_000_000;

/** The currency of a spend cap: the one that the account pays in, else the plans' own; null where no plan bills overage. */
export function capCurrency(
  { overageTerms = [] }: Pick<Entitlement, 'overageTerms'>,
  paysIn: string | null,
): string | null {
  const [first, ...others] = overageTerms.map(({ amounts }) => Object.keys(amounts));
  const common = (first ?? []).filter((code) => others.every((codes) => codes.includes(code)));
  return common.find((code) => code === paysIn) ?? common[0] ?? null;
}

/**
 * The units that an account may use in its period; null: no limit. They are the allowance and, where a plan bills overage, as many units as
 * the cap buys. Overage is billed in whole blocks, so the cap buys only blocks that it pays for in full. The dearest of several plans'
 * terms counts, so that no plan's bill exceeds the cap. A currency without a price buys nothing.
 */
export function unitsLimit(
  { allowance, overage, overageTerms = [] }: Pick<Entitlement, 'allowance' | 'overage' | 'overageTerms'>,
  cap: SpendCap | null,
): number | null {
  if (allowance === null || !overage) return allowance;
  if (cap === null) return allowance + uncappedUnits;
  const bought = overageTerms.map(({ units, amounts }) => {
    const amountMinor = amounts[cap.currency];
    if (amountMinor === undefined) return 0;
    return amountMinor === 0 ? uncappedUnits : Math.floor(cap.amountMinor / amountMinor) * units;
  });
  return allowance + (bought.length === 0 ? 0 : Math.min(uncappedUnits, ...bought));
}

/**
 * The total from which remaining units are counted: the allowance and the units that the spend cap buys. Without a cap it is the allowance
 * alone; null where the plan sets no limit.
 */
export const boundOf = (
  entitlement: Pick<Entitlement, 'allowance' | 'overage' | 'overageTerms'>,
  spendCap: SpendCap | null,
): number | null => (spendCap === null ? entitlement.allowance : unitsLimit(entitlement, spendCap));
