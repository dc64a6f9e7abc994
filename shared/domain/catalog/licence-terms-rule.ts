import {
  capSpans,
  type LicenceTerms,
  type LicensedUses,
  permissions,
  redistributions,
  rslDisclaimers,
  rslPayments,
  rslUsages,
  rslUsers,
  rslWarranties,
} from './licence-terms.ts';
import {
  allOf,
  listIn,
  listOf,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';

const oneOrMore = (rule: Rule): Rule =>
  allOf(
    listOf(rule),
    must((value) => !Array.isArray(value) || value.length > 0, 'must have an entry, or be left out'),
    must(
      (value) => !Array.isArray(value) || new Set(value).size === value.length,
      'must not have the same entry twice',
    ),
  );
const wordsOf = (words: readonly string[]) => optional(oneOrMore(mustBeOneOf(words)));

const uses = object<LicensedUses>({
  usage: wordsOf(rslUsages),
  user: wordsOf(rslUsers),
  geo: optional(oneOrMore(matching(/^[A-Z]{2}$/, 'must be a country such as "DE", or "EU"'))),
});

/** Ten years: a term beyond is a mistyped number. */
const days = mustBeWholeNumber(0, 3_650);

const fields = object<LicenceTerms>({
  permits: uses,
  prohibits: uses,
  payment: mustBeOneOf(rslPayments),
  standard: optional(matching(/^https?:\/\/\S{1,500}$/, 'must be an address such as https://example.com/licence')),
  warranties: wordsOf(rslWarranties),
  disclaimers: wordsOf(rslDisclaimers),
  copyright: optional(
    object<NonNullable<LicenceTerms['copyright']>>({
      holder: matching(/^[^\p{Cc}]{1,200}$/u, 'must be a text of 1 to 200 characters on one line'),
      type: mustBeOneOf(['person', 'organization']),
    }),
  ),
  redistribution: mustBeOneOf(redistributions),
  retentionDays: optional(days),
  deleteWithinDays: optional(days),
  auditNoticeDays: optional(days),
  volumeCap: optional(
    object<NonNullable<LicenceTerms['volumeCap']>>({ records: mustBeWholeNumber(1), per: mustBeOneOf(capSpans) }),
  ),
  governmentEndUsers: mustBeOneOf(permissions),
  modelTraining: mustBeOneOf(permissions),
  useCaseApproval: optional(must((value) => typeof value === 'boolean', 'must be true or false')),
});

/** The words of a kind that stand on one side. */
const saidOf = (terms: unknown, side: 'permits' | 'prohibits', kind: keyof LicensedUses): readonly unknown[] =>
  listIn(objectIn(objectIn(terms)[side])[kind]);

const training = ['all', 'ai-all', 'ai-train'];
const government = ['government'];

/** Says that a word stands on both sides, or that the words for machines and the plain terms differ. */
const consistent: Rule = (terms, path) => {
  const { modelTraining, governmentEndUsers } = objectIn(terms);
  const at = (field: string, message: string) => ({ field: path ? `${path}.${field}` : field, message });
  const says = (side: 'permits' | 'prohibits', kind: keyof LicensedUses, words: readonly string[]) =>
    saidOf(terms, side, kind).some((word) => words.includes(String(word)));
  const both = (['usage', 'user', 'geo'] as const).flatMap((kind) =>
    saidOf(terms, 'permits', kind)
      .filter((word) => saidOf(terms, 'prohibits', kind).includes(word))
      .map((word) => at(`prohibits.${kind}`, `must not have "${word}", which is permitted`)),
  );
  const trains = modelTraining === 'allowed';
  return [
    ...both,
    ...(trains && says('prohibits', 'usage', training)
      ? [at('modelTraining', 'is allowed, so prohibits.usage must have none of all, ai-all and ai-train')]
      : []),
    ...(!trains && !says('prohibits', 'usage', training)
      ? [at('modelTraining', 'is not allowed as such, so prohibits.usage must have ai-train')]
      : []),
    ...(!trains && says('permits', 'usage', training)
      ? [at('modelTraining', 'is not allowed as such, so permits.usage must have none of all, ai-all and ai-train')]
      : []),
    ...(governmentEndUsers !== 'allowed' && !says('prohibits', 'user', government)
      ? [at('governmentEndUsers', 'are not allowed as such, so prohibits.user must have government')]
      : []),
  ];
};

/** A rule for the terms of a licence: every word is known, and no two contradict each other. */
export const licenceTerms: Rule = (value, path) => {
  const mistakes = fields(value, path);
  return mistakes.length > 0 ? mistakes : consistent(value, path);
};
