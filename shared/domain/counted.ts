import type { Language } from './accounts/account.ts';
import { locales } from './locales.ts';

/** A thing that sentences count. */
export type CountedThing = 'record' | 'request' | 'day' | 'year';

/** How many of a thing, as the language writes it: `10,000 records`. */
export const countedIn = (language: Language, count: number, thing: CountedThing): string =>
  things[language][thing](numbers[language].format(count), count);

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat(locales.en),
  ar: new Intl.NumberFormat(locales.ar),
};

type Counting = (formatted: string, count: number) => string;

const english =
  (one: string): Counting =>
  (formatted, count) =>
    `${formatted} ${one}${count === 1 ? '' : 's'}`;

type Forms = {
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
};

const arabicRules = new Intl.PluralRules('ar');

/** One and two are words without a digit. None is said with the form of a hundred. */
const arabic =
  ({ one, two, few, many, other }: Forms): Counting =>
  (formatted, count) => {
    const rule = arabicRules.select(count);
    if (rule === 'one') return one;
    if (rule === 'two') return two;
    return `${formatted} ${{ few, many, other, zero: other }[rule]}`;
  };

const things: Record<Language, Record<CountedThing, Counting>> = {
  en: { record: english('record'), request: english('request'), day: english('day'), year: english('year') },
  ar: {
    record: arabic({ one: 'سجل واحد', two: 'سجلان', few: 'سجلات', many: 'سجلًا', other: 'سجل' }),
    request: arabic({ one: 'طلب واحد', two: 'طلبان', few: 'طلبات', many: 'طلبًا', other: 'طلب' }),
    day: arabic({ one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا', other: 'يوم' }),
    year: arabic({ one: 'سنة واحدة', two: 'سنتين', few: 'سنوات', many: 'سنة', other: 'سنة' }),
  },
};
