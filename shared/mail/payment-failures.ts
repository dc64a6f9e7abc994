import type { Language } from '../domain/accounts/account.ts';
import type { Notice } from '../domain/billing/notices.ts';

type PaymentFailed = Extract<Notice, { readonly kind: 'payment_failed' }>;
type Failure = {
  readonly subject: (name: string) => string;
  readonly happened: (name: string, site: string) => string;
  /** While access lasts, and once it has stopped. */
  readonly remedy: readonly [lasting: string, stopped: string];
  readonly label: string;
};
type Failures = Readonly<Record<NonNullable<PaymentFailed['because']> | 'charge', Failure>>;

const english: Failures = {
  charge: {
    subject: (name) => `Payment for ${name} failed`,
    happened: (name, site) => `The payment for your subscription to ${name} at ${site} did not go through.`,
    remedy: [
      'Change your card or pay the open invoice before then, and nothing stops.',
      'Change your card or pay the open invoice, and it comes back.',
    ],
    label: 'Fix the payment',
  },
  debit_returned: {
    subject: (name) => `First payment for ${name} failed`,
    happened: (name, site) =>
      `Your bank returned the first payment for ${name} at ${site}. So the subscription has ended, and nothing more is charged for it.`,
    remedy: ['', 'You can subscribe again at once. A payment by card gives access straight away.'],
    label: 'See the plans',
  },
  location_unknown: {
    subject: (name) => `The invoice for ${name} needs your address`,
    happened: (name, site) =>
      `The invoice for your subscription to ${name} at ${site} could not be made. Your address is missing or incomplete, so its tax is not known.`,
    remedy: [
      'Correct your address under “Cards and invoices” on your dashboard before then. The invoice is then made and charged, and nothing stops.',
      'Correct your address under “Cards and invoices” on your dashboard. The invoice is then made and charged, and access comes back.',
    ],
    label: 'Correct your address',
  },
  not_invoiced: {
    subject: (name) => `The invoice for ${name} could not be made`,
    happened: (name, site) =>
      `The invoice for your subscription to ${name} at ${site} could not be made, so nothing was charged.`,
    remedy: [
      'Check your address and card under “Cards and invoices” on your dashboard before then. If both are right, write to us.',
      'Check your address and card under “Cards and invoices” on your dashboard. If both are right, write to us.',
    ],
    label: 'Open your dashboard',
  },
};

const arabic: Failures = {
  charge: {
    subject: (name) => `تعذّر الدفع مقابل ${name}`,
    happened: (name, site) => `لم تنجح عملية الدفع الخاصة باشتراكك في ${name} لدى ${site}.`,
    remedy: [
      'غيّر بطاقتك أو ادفع الفاتورة المفتوحة قبل ذلك ولن يتوقف شيء.',
      'غيّر بطاقتك أو ادفع الفاتورة المفتوحة ليعود.',
    ],
    label: 'تسوية الدفع',
  },
  debit_returned: {
    subject: (name) => `تعذّرت الدفعة الأولى مقابل ${name}`,
    happened: (name, site) =>
      `أعاد مصرفك الدفعة الأولى لاشتراك ${name} لدى ${site}. لذلك انتهى الاشتراك ولن يُخصم شيء آخر مقابله.`,
    remedy: ['', 'يمكنك الاشتراك من جديد فورًا. الدفع بالبطاقة يفتح الوصول حالًا.'],
    label: 'عرض الخطط',
  },
  location_unknown: {
    subject: (name) => `فاتورة ${name} تحتاج إلى عنوانك`,
    happened: (name, site) =>
      `تعذّر إصدار فاتورة اشتراكك في ${name} لدى ${site} لأن عنوانك غير موجود أو غير مكتمل، فلا يمكن حساب الضريبة.`,
    remedy: [
      'صحّح عنوانك في «البطاقات والفواتير» من لوحة التحكم قبل ذلك. تُصدر الفاتورة عندها وتُخصم، ولن يتوقف شيء.',
      'صحّح عنوانك في «البطاقات والفواتير» من لوحة التحكم. تُصدر الفاتورة عندها وتُخصم، ويعود وصولك.',
    ],
    label: 'تصحيح العنوان',
  },
  not_invoiced: {
    subject: (name) => `تعذّر إصدار فاتورة ${name}`,
    happened: (name, site) => `تعذّر إصدار فاتورة اشتراكك في ${name} لدى ${site}، ولم يُخصم شيء.`,
    remedy: [
      'راجع عنوانك وبطاقتك في «البطاقات والفواتير» من لوحة التحكم قبل ذلك. إن كانا صحيحين فراسلنا.',
      'راجع عنوانك وبطاقتك في «البطاقات والفواتير» من لوحة التحكم. إن كانا صحيحين فراسلنا.',
    ],
    label: 'افتح لوحة التحكم',
  },
};

/** What is said of money that is missing, by the reason. */
export const paymentFailures: Readonly<Record<Language, Failures>> = { en: english, ar: arabic };
