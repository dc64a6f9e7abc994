import { locales } from '../../../shared/domain/locales.ts';
import { moneyText } from '../../../shared/domain/money.ts';
import type { Money } from '../../../shared/http/views.ts';

/** Numbers, money and UTC times as a language writes them. */
export function formatsOf(language: 'en' | 'ar') {
  const locale = locales[language];
  const isRightToLeft = language === 'ar';
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const integer = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const choice = new Intl.ListFormat(locale, { type: 'disjunction' });
  const moment = (date: Date) =>
    isRightToLeft
      ? `${day.format(date)}، \u2066${time.format(date)} UTC\u2069`
      : `${day.format(date)}, ${time.format(date)} UTC`;
  return {
    date: (iso: string) => day.format(new Date(iso)),
    shortDate: (iso: string) => shortDay.format(new Date(iso)),
    dateTime: (iso: string) => moment(new Date(iso)),
    number: (value: number) => integer.format(value),
    percent: (ratio: number) => percent.format(ratio),
    /** Alternatives, as in “Owner, Admin or Developer”. */
    either: (names: readonly string[]) => choice.format(names),
    money: (money: Money) => moneyText(language, money),
    /** Keeps a name or address in its own direction inside a right-to-left sentence. */
    isolate: (text: string) => (isRightToLeft ? `\u2068${text}\u2069` : text),
  };
}
