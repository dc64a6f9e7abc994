/** https://docs.stripe.com/currencies#zero-decimal; UGX is on that list too, but is sent with two decimals (special cases). */
const withoutDecimals = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
/** https://docs.stripe.com/currencies#three-decimal */
const withThreeDecimals = 'bhd jod kwd omr tnd'.split(' ');

/** How many decimals Stripe's amounts of a currency have: 2 for dollars and forints, 0 for yen, 3 for Kuwaiti dinars. */
export function decimalsOf(currency: string): number {
  const code = currency.toLowerCase();
  if (withoutDecimals.includes(code)) return 0;
  return withThreeDecimals.includes(code) ? 3 : 2;
}
