import type { Language } from '../accounts/account.ts';
import { type Localized, textIn } from '../catalog/localized.ts';
import { type CountedThing, countedIn } from '../counted.ts';
import { locales } from '../locales.ts';
import { moneyText } from '../money.ts';

/** The site that a mail comes from: its name, its public address without a slash at the end, and what its mails say of it. */
export type MailSite = {
  readonly name: Localized;
  readonly origin: string;
  readonly supportEmail: string;
  /** Years for which the acceptances of a deleted account are stored. */
  readonly acceptancesKeptYears: number;
};

/** The parts of a mail's sentences, as the language writes them. */
export type MailWords = {
  readonly site: string;
  readonly origin: string;
  readonly supportEmail: string;
  readonly acceptancesKeptYears: number;
  /** A name that somebody typed, in its own direction. */
  readonly name: (text: string) => string;
  /** A handle, host, address, key or other code, from left to right. */
  readonly code: (text: string) => string;
  /** A card by its brand at Stripe and its last digits. */
  readonly card: (brand: string, last4: string) => string;
  /** The day of a time, UTC. */
  readonly date: (iso: string) => string;
  /** `2026-12` with the month's name. */
  readonly month: (isoMonth: string) => string;
  /** A time with its time of day, UTC. */
  readonly moment: (iso: string) => string;
  /** Minor units of a currency. */
  readonly money: (amountMinor: number, currency: string) => string;
  /** A whole number with its digits grouped. */
  readonly count: (count: number) => string;
  /** How many of a thing: `10,000 records`. */
  readonly counted: (count: number, thing: CountedThing) => string;
};

/**
 * Names and codes keep their direction within an Arabic sentence (Unicode UAX #9: FSI, LRI and PDI). An English one needs no marks: its own
 * direction is that of codes.
 */
const isolated: Record<Language, Pick<MailWords, 'name' | 'code'>> = {
  en: { name: (text) => text, code: (text) => text },
  ar: { name: (text) => `\u2068${text}\u2069`, code: (text) => `\u2066${text}\u2069` },
};

/** The words of a site's mails in a language. */
export function wordsIn(language: Language, site: MailSite): MailWords {
  const { name, code } = isolated[language];
  const numbers = new Intl.NumberFormat(locales[language]);
  return {
    ...{ name, code, ...cachedTimesIn(language) },
    site: name(textIn(site.name, language)),
    origin: site.origin,
    supportEmail: code(site.supportEmail),
    acceptancesKeptYears: site.acceptancesKeptYears,
    card: (brand, last4) => code(`${brandNames[brand] ?? brand} •••• ${last4}`),
    money: (amountMinor, currency) => moneyText(language, { amountMinor, currency }),
    count: (count) => numbers.format(count),
    counted: (count, thing) => countedIn(language, count, thing),
  };
}

/** Stripe's words for card brands, as the brands write themselves; any other is shown as Stripe says it. */
const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

type Times = Pick<MailWords, 'date' | 'month' | 'moment'>;

const timesByLanguage = new Map<Language, Times>();

/** The three formats of a language cost more to make than a mail's whole text, so they are made once. */
function cachedTimesIn(language: Language): Times {
  const times = timesByLanguage.get(language) ?? timesIn(language);
  timesByLanguage.set(language, times);
  return times;
}

function timesIn(language: Language): Times {
  const day = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' });
  const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
  const ofYear = new Intl.DateTimeFormat(locales[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const comma = language === 'ar' ? '،' : ',';
  const date = (iso: string) => day.format(new Date(iso));
  const time = (iso: string) => isolated[language].code(`${hour.format(new Date(iso))} UTC`);
  return {
    date,
    month: (isoMonth) => ofYear.format(new Date(isoMonth)),
    moment: (iso) => `${date(iso)}${comma} ${time(iso)}`,
  };
}
