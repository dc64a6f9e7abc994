/** A business's number with a tax authority, in Stripe's words (https://docs.stripe.com/billing/customer/tax-ids). */
export type TaxId = {
  readonly kind: 'eu_vat' | 'gb_vat' | 'ch_vat' | 'no_vat' | 'ae_trn' | 'sa_vat';
  readonly value: string;
};

/** Country prefixes of European VAT numbers: Greece is EL, Northern Ireland XI (Council Directive 2006/112/EC, article 215). */
const european =
  /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)(?=.*\d)[A-Z0-9+*]{2,12}$/;

/**
 * Reads a VAT id as people write it, with blanks, dots and hyphens. Its letters say which country it belongs to. Those of Norway, the
 * Emirates and Saudi Arabia have none in front, so there `country` decides (ISO 3166-1 alpha-2). Undefined where it cannot be one. Stripe
 * checks whether it exists, and each country's own digits.
 */
export function vatIdOf(country: string, text: string): TaxId | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s.-]/g, '');
  const value = plain.replace(/^GR(?=\d)/, 'EL');
  if (european.test(value)) return { kind: 'eu_vat', value };
  if (/^GB(\d{9}|\d{12})$/.test(value)) return { kind: 'gb_vat', value };
  const swiss = /^CHE(\d{3})(\d{3})(\d{3})(MWST|TVA|IVA)$/.exec(value);
  if (swiss) return { kind: 'ch_vat', value: `CHE-${swiss[1]}.${swiss[2]}.${swiss[3]} ${swiss[4]}` };
  const norwegian = /^(?:NO)?(\d{9}MVA)$/.exec(value);
  if (country === 'NO' && norwegian?.[1]) return { kind: 'no_vat', value: norwegian[1] };
  if (country === 'AE' && /^\d{15}$/.test(value)) return { kind: 'ae_trn', value };
  if (country === 'SA' && /^3\d{13}3$/.test(value)) return { kind: 'sa_vat', value };
  return undefined;
}
