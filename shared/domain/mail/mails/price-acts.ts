/** The words of an operator’s acts on private prices. */
import type { Interval } from '../../catalog/catalog.ts';
import { type Localized, textIn } from '../../catalog/localized.ts';
import type { MailText } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';

type Offered = {
  readonly act: 'price_offered';
  readonly name: Localized;
  readonly amountMinor: number;
  readonly currency: string;
  readonly interval: Interval;
  readonly until: string | null;
};
type Withdrawn = { readonly act: 'price_withdrawn'; readonly name: Localized };

/** An operator offered a private price, or took it back. */
export type PriceAct = Offered | Withdrawn;

type Said = Pick<MailText, 'subject' | 'paragraphs'>;
type Texts = {
  readonly price_offered: (done: Offered, words: MailWords) => Said;
  readonly price_withdrawn: (done: Withdrawn, words: MailWords) => Said;
};

/** The day before an exclusive end. */
export const lastDayOf = (until: string): string => new Date(Date.parse(until) - 1).toISOString();

/** The lines that are there. */
export const lines = (...all: readonly (string | null)[]): string[] => all.filter((each) => each !== null);

/** The words in English. */
export const englishOfPrices: Texts = {
  price_offered: ({ name, amountMinor, currency, interval, until }, { money, date }) => ({
    subject: `We offer you ${textIn(name, 'en')} for ${money(amountMinor, currency)} per ${interval}`,
    paragraphs: lines(
      `Your organization can buy ${textIn(name, 'en')} for ${money(amountMinor, currency)} per ${interval}. This price is for you alone.`,
      until === null ? null : `The offer stands until ${date(lastDayOf(until))}.`,
      'Choose it on your dashboard, under Billing. Until you do, nothing changes.',
    ),
  }),
  price_withdrawn: ({ name }) => ({
    subject: `We withdrew your private price for ${textIn(name, 'en')}`,
    paragraphs: [
      `Your private price for ${textIn(name, 'en')} can no longer be bought. A subscription that pays it stays as it is.`,
    ],
  }),
};

const arabicEvery: Readonly<Record<Interval, string>> = { month: 'شهريًا', year: 'سنويًا' };

/** The words in Arabic. */
export const arabicOfPrices: Texts = {
  price_offered: ({ name, amountMinor, currency, interval, until }, { money, date }) => ({
    subject: `سعر خاص لمؤسستك: ${textIn(name, 'ar')} مقابل ${money(amountMinor, currency)} ${arabicEvery[interval]}`,
    paragraphs: lines(
      `يمكن لمؤسستك شراء ${textIn(name, 'ar')} مقابل ${money(amountMinor, currency)} ${arabicEvery[interval]}. هذا السعر لمؤسستك وحدها.`,
      until === null ? null : `يسري العرض حتى ${date(lastDayOf(until))}.`,
      'اختره من صفحة الفوترة في لوحة التحكم. لا يتغير شيء قبل أن تختاره.',
    ),
  }),
  price_withdrawn: ({ name }) => ({
    subject: `سحبنا السعر الخاص: ${textIn(name, 'ar')}`,
    paragraphs: [`لم يعد بإمكان مؤسستك شراء ${textIn(name, 'ar')} بالسعر الخاص. يبقى أي اشتراك بهذا السعر كما هو.`],
  }),
};

const name = { en: 'Standard', ar: 'القياسية' };

/** Examples of both. */
export const priceActs = {
  offered: {
    ...{ act: 'price_offered', name, amountMinor: 80_00, currency: 'usd', interval: 'month' },
    until: '2027-01-01T00:00:00.000Z',
  },
  withdrawn: { act: 'price_withdrawn', name },
} as const satisfies Readonly<Record<string, PriceAct>>;
