import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { checkLargest } from './charge-bounds.ts';

/** https://docs.stripe.com/currencies#special-cases: sent with two decimals, which must be 00. */
const wholeUnits = ['isk', 'ugx'];
/** https://docs.stripe.com/currencies#three-decimal: the last digit must be 0. */
const tens = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];

type Amount = { readonly currency: string; readonly minor: number };

/** Throws for an amount that a currency cannot be charged in. */
export function checkAmount(sim: Simulation, amount: Amount, param: string): void {
  const { currency, minor } = amount;
  checkLargest(sim, amount, param);
  const step = stepOf(sim, currency);
  if (!Number.isInteger(minor) || minor % step === 0) return;
  throw invalidRequest(`Invalid amount for ${currency}: it must be a multiple of ${step}.`, { param });
}

function stepOf(sim: Simulation, currency: string): number {
  if (sim.rules.isOn('X2') && wholeUnits.includes(currency)) return 100;
  return sim.rules.isOn('X1') && tens.includes(currency) ? 10 : 1;
}
