import type { Simulation } from '../core/simulation.ts';
import { countryOfTaxId } from './tax-id-shapes.ts';

/**
 * Standard rates in hundredths of a percent, of the countries where the simulated account is registered; elsewhere, the United States
 * included, it collects nothing. https://docs.stripe.com/tax/supported-countries
 */
const standardRates: Readonly<Record<string, number>> = {
  AE: 500,
  AT: 2000,
  BE: 2100,
  CH: 810,
  DE: 1900,
  DK: 2500,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  GR: 2400,
  IE: 2300,
  IT: 2200,
  NL: 2100,
  NO: 2500,
  NZ: 1500,
  PL: 2300,
  PT: 2300,
  SA: 1500,
  SE: 2500,
  SG: 900,
};

/** The countries where the account is registered for tax. */
export const countriesOfTax = ({ settings }: Simulation): readonly string[] =>
  settings.registeredIn ?? Object.keys(standardRates);

type Buyer = {
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null;
  readonly taxIds: readonly { readonly type: string; readonly value: string }[];
  readonly exempt: string | null;
};

/** The tax that a buyer pays: `rate` in hundredths of a percent, and the reason for it. */
export type TaxRule = {
  readonly rate: number;
  readonly reason: 'standard_rated' | 'reverse_charge' | 'customer_exempt' | 'not_collecting';
  readonly country: string;
};

/**
 * The rule for a buyer; null for an unknown location. A business with a VAT id accounts for the tax itself where it is in
 * another country than the seller. https://docs.stripe.com/tax/zero-tax#reverse-charges
 */
export function taxRuleFor(sim: Simulation, { country, taxIds, exempt }: Buyer): TaxRule | null {
  if (!country) return null;
  const rate = countriesOfTax(sim).includes(country) ? standardRates[country] : undefined;
  const free = (reason: TaxRule['reason']): TaxRule => ({ rate: 0, reason, country });
  if (exempt === 'exempt') return free('customer_exempt');
  if (exempt === 'reverse') return free('reverse_charge');
  if (rate === undefined) return sim.rules.isOn('T1') ? free('not_collecting') : null;
  const isBusiness = taxIds.some(
    ({ type, value }) => countsFor(sim, type) && isOf(country, countryOfTaxId(type, value)),
  );
  if (isBusiness && country !== sim.settings.sellerCountry) return free('reverse_charge');
  return { rate, reason: 'standard_rated', country };
}

/** Kinds beside VAT that change the tax. https://docs.stripe.com/billing/customer/tax-ids */
const alsoCounting = ['nz_gst', 'sg_gst', 'in_gst', 'ca_gst_hst'];

const countsFor = (sim: Simulation, kind: string): boolean =>
  kind.endsWith('_vat') || (sim.rules.isOn('T7') && alsoCounting.includes(kind));

/** A European number counts anywhere in the Union, another in its own country. */
const isOf = (country: string, taxCountry: string | null): boolean =>
  country === taxCountry || (isInUnion(country) && taxCountry !== null && isInUnion(taxCountry));

const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const isInUnion = (country: string): boolean => union.includes(country);

/** The tax on an amount in minor units, or within it, rounded to the minor unit; a credit's mirrors its charge's. */
export function taxOn(amount: number, rate: number, behavior: 'exclusive' | 'inclusive'): number {
  const exact = (Math.abs(amount) * rate) / (behavior === 'exclusive' ? 10_000 : 10_000 + rate);
  const rounded = Math.round(exact);
  return amount < 0 ? 0 - rounded : rounded;
}
