import fc from 'fast-check';
import { expect, it } from 'vitest';
import { vatIdOf } from '../../../shared/domain/billing/vat-id.ts';

it.each([
  ['DE', 'DE123456789', 'eu_vat', 'DE123456789'],
  ['DE', 'de 123.456-789', 'eu_vat', 'DE123456789'],
  ['DE', 'FR12345678901', 'eu_vat', 'FR12345678901'],
  ['GR', 'GR123456789', 'eu_vat', 'EL123456789'],
  ['IE', 'IE1+23456A', 'eu_vat', 'IE1+23456A'],
  ['GB', 'XI123456789', 'eu_vat', 'XI123456789'],
  ['GB', 'GB 123 4567 89', 'gb_vat', 'GB123456789'],
  ['CH', 'CHE-123.456.789 MWST', 'ch_vat', 'CHE-123.456.789 MWST'],
  ['CH', 'che123456789tva', 'ch_vat', 'CHE-123.456.789 TVA'],
  ['NO', 'NO 123 456 789 MVA', 'no_vat', '123456789MVA'],
  ['AE', '123456789012345', 'ae_trn', '123456789012345'],
  ['SA', '312345678901233', 'sa_vat', '312345678901233'],
  ['AU', '12 345 678 901', 'au_abn', '12345678901'],
  ['CA', '123456789 RT 0001', 'ca_gst_hst', '123456789RT0001'],
  ['IN', '12abcde3456fgzh', 'in_gst', '12ABCDE3456FGZH'],
  ['NZ', '123-456-789', 'nz_gst', '123456789'],
  ['SG', 'm12345678x', 'sg_gst', 'M12345678X'],
  ['ZA', '4123456789', 'za_vat', '4123456789'],
])('for a company in %s, "%s" is %s %s', (country, text, kind, value) => {
  expect(vatIdOf(country, text)).toEqual({ kind, value });
});

it.each([
  ['DE', ''],
  ['DE', '123456789'],
  ['DE', 'DE'],
  ['DE', 'DEABCDEFGHI'],
  ['DE', 'DE1234567890123'],
  ['US', 'US123456789'],
  ['GB', 'GB12345678'],
  ['CH', 'CHE123456789'],
  ['DE', '123456789MVA'],
  ['DE', '123456789012345'],
  ['SA', '112345678901231'],
  ['US', '12345678901'],
  ['ZA', '1123456789'],
])('for a company in %s, "%s" is none', (country, text) => {
  expect(vatIdOf(country, text)).toBeUndefined();
});

it('reads its own values again as the same, and any text without failing', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2,3}[0-9A-Z .-]{2,16}$/));
  fc.assert(
    fc.property(
      fc.constantFrom('DE', 'GR', 'CH', 'NO', 'AE', 'SA', 'US', 'AU', 'CA', 'IN', 'NZ', 'SG', 'ZA'),
      texts,
      (country, text) => {
        const taxId = vatIdOf(country, text);
        if (taxId) expect(vatIdOf(country, taxId.value)).toEqual(taxId);
      },
    ),
    { seed: 20261125 },
  );
});
