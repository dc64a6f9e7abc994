import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../shared/domain/money.ts';
import type { Money } from '../../../shared/http/views.ts';

const localeOf = (language: string) =>
  navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;

function formatsOf(language: string, isRightToLeft: boolean) {
  const locale = localeOf(language);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: 'UTC', timeZoneName: 'short' },
  });
  const integer = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return {
    date: (iso: string) => day.format(new Date(iso)),
    shortDate: (iso: string) => shortDay.format(new Date(iso)),
    dateTime: (iso: string) => moment.format(new Date(iso)),
    number: (value: number) => integer.format(value),
    percent: (ratio: number) => percent.format(ratio),
    money: (money: Money) => localMoney(locale, isRightToLeft, money),
    /** Keeps a name or address in its own direction inside a right-to-left sentence. */
    isolate: (text: string) => (isRightToLeft ? `\u2068${text}\u2069` : text),
  };
}

/** Right to left, an amount is kept whole as `100 US$`: its sign would wander to the number's other side. */
function localMoney(locale: string, isRightToLeft: boolean, money: Money): string {
  const shown = { currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' } as const;
  const text = formatMoney(locale, money, shown);
  return isRightToLeft ? `\u2066${text.replaceAll('\u200f', '')}\u2069` : text;
}

/** Numbers, money and UTC times as the chosen language writes them; the region is the browser's where it has one. */
export function useFormat() {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language, i18n.dir() === 'rtl'), [i18n.language, i18n.dir]);
}
