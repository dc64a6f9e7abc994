import type { Language } from '../domain/accounts/account.ts';

const days: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  ar: new Intl.DateTimeFormat('ar-u-nu-latn', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A time as the day that it lies in, UTC, in words of the language. */
export const dayText = (language: Language, time: string): string => days[language].format(new Date(time));
