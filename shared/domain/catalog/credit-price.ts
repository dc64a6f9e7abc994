import type { Plan } from './catalog.ts';

/** The lookup key of one pack of a plan's prepaid units: `pay_per_use_credit`. */
export const creditKeyOf = (planId: string): string => `${planId}_credit`;

/** The one-time price of a plan's prepaid units; undefined where they cannot be bought. */
export function creditPriceOf({ id, credit, availability }: Plan) {
  if (!credit || availability !== 'public') return undefined;
  const { amountMinor, currency } = credit;
  return { lookupKey: creditKeyOf(id), amountMinor, currency };
}
