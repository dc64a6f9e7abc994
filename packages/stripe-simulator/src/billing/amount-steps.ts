import { invalidRequest } from '../core/problem.ts';

/** https://docs.stripe.com/currencies#special-cases: sent with two decimals, which must be 00. */
const wholeUnits = ['isk', 'ugx'];
/** https://docs.stripe.com/currencies#three-decimal: the last digit must be 0. */
const tens = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];

/** Throws for an amount that a currency cannot be charged in. */
export function checkAmount(currency: string, amount: number, param: string): void {
  const step = wholeUnits.includes(currency) ? 100 : tens.includes(currency) ? 10 : 1;
  if (!Number.isInteger(amount) || amount % step === 0) return;
  throw invalidRequest(`Invalid amount for ${currency}: it must be a multiple of ${step}.`, { param });
}
