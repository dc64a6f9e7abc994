/**
 * How currencies count at Stripe: which part of a unit one minor unit is. `Intl` follows CLDR's cash usage instead and would show forints,
 * rupiahs or Colombian pesos a hundred times too large. https://docs.stripe.com/currencies
 */

/** Minor units of a currency, ISO 4217 in either case. */
export type MinorAmount = { readonly amountMinor: number; readonly currency: string };

/** https://docs.stripe.com/currencies#zero-decimal; UGX stands there too, but is sent with two decimals (special cases). */
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

/** Minor units that an amount has to be a multiple of, or Stripe refuses it: 100 for krónur, 10 where there are three decimals, else 1. */
export function stepMinorOf(currency: string): number {
  if (ofWholeUnits.includes(currency.toLowerCase())) return 100;
  return decimalsOf(currency) === 3 ? 10 : 1;
}

/**
 * An amount as a locale writes it. A part of a unit is written with all its decimals; whole units with as many as people expect of the
 * currency: `$100.00`, `HUF 5,500`, `HUF 5,500.50`.
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
