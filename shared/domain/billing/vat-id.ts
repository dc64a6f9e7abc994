/** A business's number with a tax authority, in Stripe's words (https://docs.stripe.com/billing/customer/tax-ids). */
export type TaxId = {
  readonly kind: 'eu_vat' | 'gb_vat' | 'ch_vat' | 'no_vat' | (typeof plainNumbers)[number]['kind'];
  readonly value: string;
};

/** Numbers without a country in them, and their shapes. https://docs.stripe.com/billing/customer/tax-ids#supported-tax-id */
const plainNumbers = [
  { country: 'AE', kind: 'ae_trn', shape: /^\d{15}$/ },
  { country: 'AU', kind: 'au_abn', shape: /^\d{11}$/ },
  { country: 'CA', kind: 'ca_gst_hst', shape: /^\d{9}RT\d{4}$/ },
  { country: 'IN', kind: 'in_gst', shape: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/ },
  { country: 'NZ', kind: 'nz_gst', shape: /^\d{8,9}$/ },
  { country: 'SA', kind: 'sa_vat', shape: /^3\d{13}3$/ },
  { country: 'SG', kind: 'sg_gst', shape: /^(M[A-Z\d]\d{7}[A-Z\d]|\d{9}[A-Z])$/ },
  { country: 'ZA', kind: 'za_vat', shape: /^4\d{9}$/ },
] as const;

/** Country prefixes of European VAT numbers: Greece is EL, Northern Ireland XI (Council Directive 2006/112/EC, article 215). */
const european =
  /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)(?=.*\d)[A-Z0-9+*]{2,12}$/;

/**
 * Reads a VAT or GST id as people write it, with blanks, dots and hyphens. Its letters say which country it belongs to. Those of Norway and
 * of `plainNumbers` have none in front, so there `country` decides (ISO 3166-1 alpha-2). Undefined where it cannot be one. Stripe checks
 * whether it exists, and each country's own digits.
 */
export function vatIdOf(country: string, text: string): TaxId | undefined {
  const compact = text.toUpperCase().replaceAll(/[\s.-]/g, '');
  const value = compact.replace(/^GR(?=\d)/, 'EL');
  if (european.test(value)) return { kind: 'eu_vat', value };
  if (/^GB(\d{9}|\d{12})$/.test(value)) return { kind: 'gb_vat', value };
  const swiss = /^CHE(\d{3})(\d{3})(\d{3})(MWST|TVA|IVA)$/.exec(value);
  if (swiss) return { kind: 'ch_vat', value: `CHE-${swiss[1]}.${swiss[2]}.${swiss[3]} ${swiss[4]}` };
  const norwegian = /^(?:NO)?(\d{9}MVA)$/.exec(value);
  if (country === 'NO' && norwegian?.[1]) return { kind: 'no_vat', value: norwegian[1] };
  const plain = plainNumbers.find((each) => each.country === country && each.shape.test(value));
  return plain && { kind: plain.kind, value };
}
