import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LicenceTerms } from '../../../shared/domain/catalog/licence-terms.ts';
import { catalogErrors } from '../../../shared/domain/catalog/validate.ts';
import { termsInWords } from '../../../shared/domain/licences/terms-in-words.ts';
import { canonicalTerms, termsHashOf } from '../../../shared/domain/licences/text-hash.ts';
import { type Step, valid, withValue } from './configuration.ts';

const terms: LicenceTerms = {
  permits: { usage: ['ai-input'], user: ['commercial'], geo: ['DE', 'EU'] },
  prohibits: { usage: ['ai-train'], user: ['government'] },
  payment: 'subscription',
  standard: 'https://creativecommons.org/licenses/by/4.0/',
  warranties: ['authority'],
  disclaimers: ['no-warranty'],
  copyright: { holder: 'Parley Data', type: 'organization' },
  redistribution: 'derived',
  retentionDays: 365,
  deleteWithinDays: 2,
  auditNoticeDays: 30,
  volumeCap: { records: 1_000_000, per: 'year' },
  governmentEndUsers: 'with_approval',
  modelTraining: 'prohibited',
  useCaseApproval: true,
};
const withTerms = (given: unknown) => withValue(valid, ['licences', 0, 'terms'], given);
const linesOf = (given: unknown) =>
  catalogErrors(withTerms(given)).map(({ field, message }) => `${field.replace('licences[0].terms.', '')}: ${message}`);
const changed = (path: readonly Step[], value: unknown) => linesOf(withValue(terms, path, value));

describe('terms beside a licence’s text', () => {
  it('are taken where every word is known and no two contradict each other', () => {
    expect(linesOf(terms)).toEqual([]);
    expect(linesOf({ ...terms, modelTraining: 'allowed', prohibits: { user: ['government'] } })).toEqual([]);
  });

  it.each<readonly [string, readonly Step[], unknown, string]>([
    ['an unknown use', ['permits', 'usage'], ['ai-think'], 'permits.usage[0]: must be one of all, ai-all'],
    ['an empty list', ['permits', 'usage'], [], 'permits.usage: must have an entry, or be left out'],
    ['a use twice', ['permits', 'usage'], ['search', 'search'], 'must not have the same entry twice'],
    ['a country in small letters', ['permits', 'geo'], ['de'], 'must be a country such as "DE", or "EU"'],
    ['an unknown payment', ['payment'], 'monthly', 'payment: must be one of purchase, subscription'],
    ['a span of forty years', ['retentionDays'], 14_600, 'retentionDays: must be a whole number from 0 to 3650'],
    ['a cap of nothing', ['volumeCap', 'records'], 0, 'volumeCap.records: must be a whole number, 1 or more'],
    ['a misspelt term', ['retention'], 30, 'retention: is not known'],
    ['a holder on two lines', ['copyright', 'holder'], 'A\nB', 'copyright.holder: must be a text of 1 to 200'],
    ['approval by a word', ['useCaseApproval'], 'yes', 'useCaseApproval: must be true or false'],
    ['a use on both sides', ['permits', 'usage'], ['ai-train'], 'must not have "ai-train", which is permitted'],
    [
      'a forbidden training that is not prohibited',
      ['prohibits', 'usage'],
      ['search'],
      'prohibits.usage must have ai-train',
    ],
    ['a forbidden training that is permitted', ['permits', 'usage'], ['ai-all'], 'permits.usage must have none of'],
    ['an allowed training that is prohibited', ['modelTraining'], 'allowed', 'prohibits.usage must have none of'],
    ['governments that are not prohibited', ['prohibits', 'user'], ['personal'], 'prohibits.user must have government'],
  ])('are refused with %s', (_, path, value, line) => {
    expect(changed(path, value)).toContainEqual(expect.stringContaining(line));
  });

  it('have one hash however they are written, which a program computes from the canonical JSON', () => {
    const turned = Object.fromEntries(Object.entries(terms).toReversed()) as LicenceTerms;
    expect(termsHashOf({ terms: turned })).toBe(termsHashOf({ terms }));
    expect(createHash('sha256').update(canonicalTerms(terms)).digest('hex')).toBe(termsHashOf({ terms }));
    expect(termsHashOf({ terms: { ...terms, retentionDays: 364 } })).not.toBe(termsHashOf({ terms }));
    expect(termsHashOf({})).toBeUndefined();
  });

  it('are said in plain words in both languages, each with every term', () => {
    const english = termsInWords(terms, 'en');
    const arabic = termsInWords(terms, 'ar');
    expect(arabic.map(({ term }) => term)).toEqual(english.map(({ term }) => term));
    expect(english).toHaveLength(18);
    expect(english).toContainEqual({ term: 'volumeCap', label: 'Read at most', value: '1,000,000 records per year' });
    expect(english).toContainEqual({
      term: 'permits.geo',
      label: 'Allowed countries',
      value: 'Germany, European Union',
    });
    expect(arabic).toContainEqual({ term: 'deleteWithinDays', label: 'احذف السجلات خلال', value: 'يومان' });
    for (const { label, value } of arabic.filter(({ term }) => !['standard', 'copyright'].includes(term)))
      expect(`${label} ${value}`).not.toMatch(/[A-Za-z]/);
  });
});
