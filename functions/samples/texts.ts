import type { Language } from '../../shared/domain/accounts/account.ts';

/** The texts of the page with sample records. */
export type SampleTexts = {
  readonly title: string;
  readonly lead: string;
  readonly synthetic: string;
  readonly search: string;
  readonly from: string;
  readonly to: string;
  readonly filters: string;
  readonly run: string;
  readonly none: string;
  readonly wrong: string;
  readonly more: string;
};

/** The texts by language. */
export const sampleTexts: Record<Language, SampleTexts> = {
  en: {
    title: 'Sample records',
    lead: 'Sample records are free and need no account.',
    synthetic: 'This is synthetic data.',
    search: 'Search text',
    from: 'From (UTC)',
    to: 'Before (UTC)',
    filters: 'Filter by field',
    run: 'Run',
    none: 'No sample record matches these filters. Remove one and run again.',
    wrong: 'Correct these filters:',
    more: 'More records',
  },
  ar: {
    title: 'عيّنة من السجلات',
    lead: 'عيّنة السجلات مجانية ولا تتطلب حسابًا.',
    synthetic: 'هذه بيانات اصطناعية.',
    search: 'البحث في النص',
    from: 'من (UTC)',
    to: 'قبل (UTC)',
    filters: 'التصفية حسب الحقل',
    run: 'تشغيل',
    none: 'لا سجلات في العيّنة تطابق عوامل التصفية هذه. احذف أحدها ثم أعد التشغيل.',
    wrong: 'صحّح عوامل التصفية هذه:',
    more: 'المزيد من السجلات',
  },
};
