import type { Entitlement } from './entitlement.ts';

/** The most that an account lets be billed in a period beyond what its plans cost: integer minor units, 0 or more. */
export type SpendCap = { readonly amountMinor: number; readonly currency: string };

/** Stands for "as many as are asked for" where a counter needs a number: more units than anybody reads in a period. */
export const uncappedUnits = 1_000_000_000_000;

/** The currency that a cap is in: the one that the account pays in, else the plans' own; null where nothing is billed beyond the plans. */
export function capCurrency(
  { overageTerms = [] }: Pick<Entitlement, 'overageTerms'>,
  paysIn: string | null,
): string | null {
  const [first, ...others] = overageTerms.map(({ amounts }) => Object.keys(amounts));
  const common = (first ?? []).filter((code) => others.every((codes) => codes.includes(code)));
  return common.find((code) => code === paysIn) ?? common[0] ?? null;
}

/**
 * How many units an account may use in its period, exactly: its allowance, and what goes beyond it where a plan bills that, as many as
 * the cap buys. Null: no limit of units. Begun blocks are billed whole, so a cap buys only blocks that it pays for whole; of several
 * plans' terms the dearest counts, so that whichever is billed costs no more than the cap. A currency without a price buys nothing.
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
 * The units that what is left is counted of: the allowance and what the spend cap buys; the allowance alone where nothing caps what goes
 * beyond it; null where the plan sets no limit.
 */
export const boundOf = (
  entitlement: Pick<Entitlement, 'allowance' | 'overage' | 'overageTerms'>,
  spendCap: SpendCap | null,
): number | null => (spendCap === null ? entitlement.allowance : unitsLimit(entitlement, spendCap));
