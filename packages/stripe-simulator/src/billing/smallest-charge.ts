import { invalidRequest } from '../core/problem.ts';

/** Minor units, where the seller is paid out in the same currency. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const smallestMinor: Readonly<Record<string, number>> = {
  ...{ aud: 50, brl: 50, cad: 50, chf: 50, eur: 50, inr: 50, nzd: 50, sgd: 50, usd: 50 },
  ...{ gbp: 30, aed: 200, myr: 200, pln: 200, ron: 200, dkk: 250, nok: 300, sek: 300, hkd: 400 },
  ...{ mxn: 10_00, thb: 10_00, czk: 15_00, jpy: 50, krw: 50, huf: 175_00 },
};

/** Throws for a charge that is too small. */
export function checkSmallest(currency: string, amountMinor: number): void {
  const least = smallestMinor[currency] ?? 1;
  if (amountMinor >= least) return;
  throw invalidRequest(`Amount must be at least ${least} minor units of ${currency}.`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}
