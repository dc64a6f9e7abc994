/** European VAT numbers by country, as the Commission publishes them. https://ec.europa.eu/taxation_customs/vies/#/faq (Q11) */
const europeanVat: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12})$/,
};

/** The kinds that the simulator has. https://docs.stripe.com/billing/customer/tax-ids#supported-tax-id */
const shapes: Readonly<Record<string, (value: string) => boolean>> = {
  au_abn: (value) => /^\d{11}$/.test(value),
  ca_gst_hst: (value) => /^\d{9}RT\d{4}$/.test(value),
  in_gst: (value) => /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/.test(value),
  nz_gst: (value) => /^\d{8,9}$/.test(value),
  sg_gst: (value) => /^(M[A-Z0-9]\d{7}[A-Z0-9]|\d{9}[A-Z])$/.test(value),
  za_vat: (value) => /^4\d{9}$/.test(value),
  ae_trn: (value) => /^\d{15}$/.test(value),
  ch_vat: (value) => /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/.test(value),
  eu_vat: (value) => europeanVat[value.slice(0, 2)]?.test(value.slice(2)) ?? false,
  gb_vat: (value) => /^GB(\d{9}|\d{12})$/.test(value),
  no_vat: (value) => /^\d{9}MVA$/.test(value),
  sa_vat: (value) => /^\d{15}$/.test(value),
  us_ein: (value) => /^\d{2}-?\d{7}$/.test(value),
};

/** Whether a value has the shape of its kind; undefined for a kind that the simulator lacks. */
export const hasShape = (kind: string, value: string): boolean | undefined => shapes[kind]?.(value);

/** The country that a kind of number belongs to; null where it is one of several. */
export function countryOfTaxId(kind: string, value: string): string | null {
  if (kind !== 'eu_vat') return kind.slice(0, 2).toUpperCase();
  const letters = value.slice(0, 2);
  return letters === 'EL' ? 'GR' : letters === 'XI' ? 'GB' : letters;
}
