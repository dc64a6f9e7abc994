import type { Language } from '../domain/accounts/account.ts';
import type { Notice } from '../domain/billing/notices.ts';
import { moneyText } from '../domain/money.ts';
import type { NoticeText, NoticeTexts, NoticeWords } from './notice-texts.ts';
import { noticesInArabic } from './notices-ar.ts';
import { noticesInEnglish } from './notices-en.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

const texts: Record<Language, NoticeTexts> = { en: noticesInEnglish, ar: noticesInArabic };

/** A notice about a buyer's subscription; `link` opens where it can be paid, changed and resumed. */
export function noticeContent({ site, language, link }: Words, notice: Notice): Content {
  const isolate = isolated[language];
  const words = {
    site: isolate(site),
    name: isolate(notice.name),
    isolate,
    money: moneyIn(language),
    count: (count: number) => new Intl.NumberFormat(locales[language]).format(count),
    card: (brand: string, last4: string) => isolate(`${brandNames[brand] ?? brand} •••• ${last4}`),
    ...timesIn(language),
  };
  const { label, ...text } = textOf(texts[language], notice, words);
  return { ...text, action: { label, link } };
}

/**
 * Where a notice's link goes: to the invoice that is to be paid, at Stripe and without signing in; else in the portal to the
 * subscription, to usage, or to what can be bought in its place.
 */
export function noticeLink(origin: string, notice: Notice): string {
  if ('payAt' in notice && notice.payAt) return notice.payAt;
  if (notice.kind === 'top_up_failed' || notice.kind === 'credit_low') return `${origin}/dashboard#credit`;
  if (notice.kind === 'usage_reached' || notice.kind === 'spend_cap_reached') return `${origin}/dashboard#usage`;
  const isToBuyAnew =
    notice.kind === 'trial_refused' || (notice.kind === 'payment_failed' && notice.because === 'debit_returned');
  return origin + (isToBuyAnew ? '/pricing' : '/dashboard#plan');
}

/** The text of the notice's own kind. */
const textOf = <K extends Notice['kind']>(
  of: NoticeTexts,
  notice: Extract<Notice, { readonly kind: K }>,
  words: NoticeWords,
): NoticeText => (of[notice.kind as K] as NoticeTexts[K])(notice, words);

/** A name of another direction is set off, so that the sentence around it keeps its order (Unicode UAX #9, FSI and PDI). */
const isolated: Record<Language, (text: string) => string> = {
  en: (text) => text,
  ar: (text) => `\u2068${text}\u2069`,
};

/** Stripe's words for card brands, as the brands write themselves; another is shown as Stripe says it. */
const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

const locales: Record<Language, string> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/** An amount of minor units as people of a language write it. */
export const moneyIn = (language: Language) => (amountMinor: number, currency: string) =>
  moneyText(language, { amountMinor, currency });

function timesIn(language: Language) {
  const day = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' });
  const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
  const ofYear = new Intl.DateTimeFormat(locales[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const date = (iso: string) => day.format(new Date(iso));
  const month = (isoMonth: string) => ofYear.format(new Date(isoMonth));
  const time = (iso: string) => isolated[language](`${hour.format(new Date(iso))} UTC`);
  return { date, month, moment: (iso: string) => `${date(iso)}${language === 'ar' ? '،' : ','} ${time(iso)}` };
}
