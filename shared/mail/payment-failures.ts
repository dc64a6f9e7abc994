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
    happened: (name, site) => `We couldn’t charge your payment method for ${name} at ${site}.`,
    remedy: [
      'Update your card or pay the invoice before then to keep it.',
      'Update your card or pay the invoice to restore it.',
    ],
    label: 'Fix payment',
  },
  debit_returned: {
    subject: (name) => `First payment for ${name} failed`,
    happened: (name, site) =>
      `Your bank returned the first payment for ${name} at ${site}. The subscription has ended, and we charge nothing more for it.`,
    remedy: ['', 'You can subscribe again now. A payment by card gives access immediately.'],
    label: 'View plans',
  },
  location_unknown: {
    subject: (name) => `The invoice for ${name} needs your address`,
    happened: (name, site) =>
      `Your ${name} invoice at ${site} could not be created. Your address is missing or incomplete, so its tax can’t be calculated.`,
    remedy: [
      'Correct your address under “Payment methods and invoices” on your dashboard before then. The invoice is then created and charged, and you keep your access.',
      'Correct your address under “Payment methods and invoices” on your dashboard. The invoice is then created and charged, which restores your access.',
    ],
    label: 'Correct address',
  },
  not_invoiced: {
    subject: (name) => `The invoice for ${name} could not be made`,
    happened: (name, site) => `Your ${name} invoice at ${site} could not be created, so nothing was charged.`,
    remedy: [
      'Check your address and card under “Payment methods and invoices” on your dashboard before then. If both are correct, contact us.',
      'Check your address and card under “Payment methods and invoices” on your dashboard. If both are correct, contact us.',
    ],
    label: 'Open dashboard',
  },
};

const arabic: Failures = {
  charge: {
    subject: (name) => `فشل دفع اشتراك ${name}`,
    happened: (name, site) => `تعذّر خصم قيمة ${name} على ${site} من طريقة الدفع.`,
    remedy: ['حدّث بطاقتك أو ادفع الفاتورة قبل ذلك ليستمر.', 'حدّث بطاقتك أو ادفع الفاتورة لاستعادته.'],
    label: 'تسوية الدفع',
  },
  debit_returned: {
    subject: (name) => `فشلت الدفعة الأولى لاشتراك ${name}`,
    happened: (name, site) =>
      `أرجع مصرفك الدفعة الأولى لاشتراك ${name} على ${site}. انتهى الاشتراك، ولن نخصم شيئًا آخر مقابله.`,
    remedy: ['', 'يمكنك الاشتراك من جديد الآن. الدفع بالبطاقة يتيح الوصول فورًا.'],
    label: 'عرض الباقات',
  },
  location_unknown: {
    subject: (name) => `فاتورة ${name} تحتاج إلى عنوانك`,
    happened: (name, site) =>
      `تعذّر إصدار فاتورة ${name} على ${site}. عنوانك غير موجود أو غير مكتمل، فلا يمكن حساب الضريبة.`,
    remedy: [
      'صحّح عنوانك في «طرق الدفع والفواتير» من لوحة التحكم قبل ذلك. تصدر الفاتورة عندها ونخصم قيمتها، ويستمر وصولك.',
      'صحّح عنوانك في «طرق الدفع والفواتير» من لوحة التحكم. تصدر الفاتورة عندها ونخصم قيمتها، ويعود وصولك.',
    ],
    label: 'تصحيح العنوان',
  },
  not_invoiced: {
    subject: (name) => `تعذّر إصدار فاتورة ${name}`,
    happened: (name, site) => `تعذّر إصدار فاتورة ${name} على ${site}، ولم نخصم شيئًا.`,
    remedy: [
      'راجع عنوانك وبطاقتك في «طرق الدفع والفواتير» من لوحة التحكم قبل ذلك. إن كانا صحيحين فتواصل معنا.',
      'راجع عنوانك وبطاقتك في «طرق الدفع والفواتير» من لوحة التحكم. إن كانا صحيحين فتواصل معنا.',
    ],
    label: 'فتح لوحة التحكم',
  },
};

/** The words of a failed payment, by the reason. */
export const paymentFailures: Readonly<Record<Language, Failures>> = { en: english, ar: arabic };
