import type { Language } from './accounts/account.ts';

/**
 * The locale of every date, number and plural form that people read. Arabic has Western digits and Gregorian months, whatever the reader's
 * region. Pages, emails and badges share it, so one reader meets one system.
 */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', ar: 'ar-u-ca-gregory-nu-latn' };
