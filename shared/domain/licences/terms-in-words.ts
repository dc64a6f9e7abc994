import type { Language } from '../accounts/account.ts';
import type { LicenceTerms } from '../catalog/licence-terms.ts';
import { countedIn } from '../counted.ts';
import { locales } from '../locales.ts';
import { type TermName, type TermTexts, termTexts } from './term-texts.ts';

/** A term in plain words. */
export type TermInWords = { readonly term: TermName; readonly label: string; readonly value: string };

/** The terms in plain words, in the order of the licence page; terms that say nothing are left out. */
export function termsInWords(terms: LicenceTerms, language: Language): TermInWords[] {
  const texts = termTexts[language];
  const days = (count: number | undefined) => count !== undefined && countedIn(language, count, 'day');
  const { permits, prohibits, volumeCap: cap, auditNoticeDays, copyright, useCaseApproval } = terms;
  const values: Readonly<Record<TermName, string | false | undefined>> = {
    'permits.usage': listed(texts, permits.usage),
    'permits.user': listed(texts, permits.user),
    'permits.geo': countries(language, permits.geo),
    'prohibits.usage': listed(texts, prohibits.usage),
    'prohibits.user': listed(texts, prohibits.user),
    'prohibits.geo': countries(language, prohibits.geo),
    modelTraining: texts.permissions[terms.modelTraining],
    governmentEndUsers: texts.permissions[terms.governmentEndUsers],
    useCaseApproval: useCaseApproval ? texts.yes : texts.no,
    redistribution: texts.redistributions[terms.redistribution],
    volumeCap: cap && `${countedIn(language, cap.records, 'record')} ${texts.spans[cap.per]}`,
    retentionDays: days(terms.retentionDays),
    deleteWithinDays: days(terms.deleteWithinDays),
    auditNoticeDays: auditNoticeDays !== undefined && texts.notice(countedIn(language, auditNoticeDays, 'day')),
    payment: texts.words[terms.payment],
    standard: terms.standard,
    warranties: listed(texts, terms.warranties),
    disclaimers: listed(texts, terms.disclaimers),
    copyright: copyright && `${copyright.holder} (${texts.holders[copyright.type]})`,
  };
  return Object.entries(values).flatMap(([term, value]) =>
    value ? [{ term: term as TermName, label: texts.labels[term as TermName], value }] : [],
  );
}

const listed = ({ words, comma }: TermTexts, list: readonly string[] = []): string =>
  list.map((word) => words[word] ?? word).join(comma);

function countries(language: Language, codes: readonly string[] = []): string {
  const names = new Intl.DisplayNames(locales[language], { type: 'region' });
  return codes.map((code) => names.of(code) ?? code).join(termTexts[language].comma);
}
