/**
 * How currencies count at Stripe: the part of a unit that one minor unit is. `Intl` follows CLDR's cash usage instead. It would show
 * forints, rupiahs or Colombian pesos a hundred times too large. https://docs.stripe.com/currencies
 */

/** Minor units of a currency, ISO 4217 in either case. */
export type MinorAmount = { readonly amountMinor: number; readonly currency: string };

/** https://docs.stripe.com/currencies#zero-decimal; UGX is listed there too, but is sent with two decimals (special cases). */
const withoutDecimals = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
/** https://docs.stripe.com/currencies#three-decimal */
const withThreeDecimals = 'bhd jod kwd omr tnd'.split(' ');
/** Sent with two decimals that must be 00: https://docs.stripe.com/currencies#special-cases */
const ofWholeUnits = ['isk', 'ugx'];

/** How many decimals Stripe's amounts of a currency have: 2 for dollars and forints, 0 for yen, 3 for Kuwaiti dinars. */
export function decimalsOf(currency: string): number {
  const code = currency.toLowerCase();
  if (withoutDecimals.includes(code)) return 0;
  return withThreeDecimals.includes(code) ? 3 : 2;
}

/** Stripe refuses an amount that is no multiple of this: 100 for krónur, 10 for currencies with three decimals, else 1. */
export function stepMinorOf(currency: string): number {
  if (ofWholeUnits.includes(currency.toLowerCase())) return 100;
  return decimalsOf(currency) === 3 ? 10 : 1;
}

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts; for other currencies Stripe names none. */
const smallestMinor: Readonly<Record<string, number>> = {
  ...{ usd: 50, eur: 50, chf: 50, cad: 50, aud: 50, nzd: 50, sgd: 50, brl: 50, inr: 50, gbp: 30 },
  ...{ aed: 2_00, myr: 2_00, pln: 2_00, ron: 2_00, dkk: 2_50, nok: 3_00, sek: 3_00, hkd: 4_00 },
  ...{ mxn: 10_00, thb: 10_00, czk: 15_00, jpy: 50, krw: 50, huf: 175_00 },
};
const maxDigits: Readonly<Record<string, number>> = { idr: 12, cop: 10, inr: 9 };

/** The least that Stripe charges in a currency. 0 is free and is not charged. */
export const smallestChargeMinor = (currency: string): number => smallestMinor[currency.toLowerCase()] ?? 1;

/** The most that Stripe charges at once in a currency by any method: eight digits; more for rupiahs, Colombian pesos and rupees. */
export const largestChargeMinor = (currency: string): number => 10 ** (maxDigits[currency.toLowerCase()] ?? 8) - 1;

/**
 * An amount as a locale writes it. A fraction is written with all decimals of the currency. Whole units have as many as people expect of
 * it: `$100.00`, `HUF 5,500`, `HUF 5,500.50`.
 */
export function formatMoney(
  locale: string,
  { amountMinor, currency }: MinorAmount,
  options: Intl.NumberFormatOptions = {},
): string {
  const decimals = decimalsOf(currency);
  const unit = 10 ** decimals;
  const usual = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions();
  const fewest = amountMinor % unit === 0 ? Math.min(usual.minimumFractionDigits ?? decimals, decimals) : decimals;
  const digits = { minimumFractionDigits: fewest, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits, ...options }).format(
    amountMinor / unit,
  );
}

/**
 * An amount for people to read, whole units without decimals: `$100`, `CA$12.50`. Arabic writes `100 US$` and keeps it whole
 * (UAX #9, LRI and PDI): the sign would wander to the number's other side.
 */
export function moneyText(language: 'en' | 'ar', money: MinorAmount): string {
  const shown = { trailingZeroDisplay: 'stripIfInteger' } as const;
  if (language === 'en') return formatMoney('en', money, shown);
  return `\u2066${formatMoney('ar-u-nu-latn', money, shown).replaceAll('\u200f', '')}\u2069`;
}
