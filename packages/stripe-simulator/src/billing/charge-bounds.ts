import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

/** Minor units, where the seller is paid out in the same currency. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const smallestMinor: Readonly<Record<string, number>> = {
  ...{ aud: 50, brl: 50, cad: 50, chf: 50, eur: 50, inr: 50, nzd: 50, sgd: 50, usd: 50 },
  ...{ gbp: 30, aed: 200, myr: 200, pln: 200, ron: 200, dkk: 250, nok: 300, sek: 300, hkd: 400 },
  ...{ mxn: 10_00, thb: 10_00, czk: 15_00, jpy: 50, krw: 50, huf: 175_00 },
};

/** The most digits that an amount has; for other currencies 8, which every payment method takes. https://docs.stripe.com/currencies */
const maxDigits: Readonly<Record<string, number>> = { idr: 12, cop: 10, inr: 9 };

/** The least that is charged in a currency. */
export const smallestCharge = (currency: string): number => smallestMinor[currency] ?? 1;

/** Throws for an amount that has too many digits. */
export function checkLargest(
  sim: Simulation,
  amount: { readonly currency: string; readonly minor: number },
  param = 'amount',
) {
  const most = 10 ** (maxDigits[amount.currency] ?? 8) - 1;
  if (!sim.rules.isOn('X6') || amount.minor <= most) return;
  throw invalidRequest(`Amount must be no more than ${most} minor units of ${amount.currency}.`, {
    code: 'amount_too_large',
    param,
  });
}

/** Throws for a charge that is too small or too large. */
export function checkCharge(sim: Simulation, currency: string, amountMinor: number): void {
  checkLargest(sim, { currency, minor: amountMinor });
  const least = smallestCharge(currency);
  if (!sim.rules.isOn('X5') || amountMinor >= least) return;
  throw invalidRequest(`Amount must be at least ${least} minor units of ${currency}.`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}
