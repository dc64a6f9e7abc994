import type { AccountMail, AccountWords, MailText, NoticeFields } from '../mail.ts';
import { paidNote, subscriptionNote } from '../notes.ts';

type PaymentFailed = NoticeFields & {
  /** Absent: a charge failed, or its invoice was given up. A returned first debit has ended the subscription. */
  readonly because?: 'debit_returned' | 'location_unknown' | 'not_invoiced';
  /** When access ends; null: it has ended, or never began. */
  readonly accessUntil: string | null;
  /** Stripe's page where the invoice is paid; null where nothing is to be paid, or Stripe gave none. */
  readonly payAt: string | null;
};

type Because = NonNullable<PaymentFailed['because']> | 'charge';
type Failed = { readonly name: string; readonly until: string | null; readonly day: string };
type Texts = Readonly<Record<Because, (failed: Failed, words: AccountWords) => Omit<MailText, 'note'>>>;

const settings = '“Payment methods and invoices”';

const english: Texts = {
  charge: ({ name, until, day }) => ({
    subject: `Your ${name} payment failed${until === null ? ' and access has stopped' : `: pay by ${day}`}`,
    paragraphs: [
      `We couldn’t charge your payment method for ${name}.`,
      until === null
        ? 'Your access has stopped. Update your card or pay the invoice to restore it.'
        : `Update your card or pay the invoice by ${until} to keep your access.`,
    ],
    label: 'Fix payment',
  }),
  debit_returned: ({ name }) => ({
    subject: `Your first ${name} payment failed`,
    paragraphs: [
      `Your bank returned the first payment for ${name}. The subscription has ended, and we charge nothing more for it.`,
      'You can subscribe again now. A payment by card gives access immediately.',
    ],
    label: 'View plans',
  }),
  location_unknown: ({ name, until }) => ({
    subject: `Your ${name} invoice needs your address`,
    paragraphs: [
      `We couldn’t create your ${name} invoice. Your address is missing or incomplete, so we can’t calculate its tax.`,
      until === null
        ? `Your access has stopped. Correct your address under ${settings} to restore it. We then create and charge the invoice.`
        : `Correct your address under ${settings} by ${until} to keep your access. We then create and charge the invoice.`,
    ],
    label: 'Correct address',
  }),
  not_invoiced: ({ name, until }, { supportEmail }) => ({
    subject: `We couldn’t create your ${name} invoice`,
    paragraphs: [
      `We couldn’t create your ${name} invoice, so we charged nothing.`,
      until === null
        ? `Your access has stopped. Check your address and card under ${settings}.`
        : `Check your address and card under ${settings} by ${until} to keep your access.`,
      `If both are correct, contact us at ${supportEmail}.`,
    ],
    label: 'Open dashboard',
  }),
};

const arabicSettings = '«طرق الدفع والفواتير»';

const arabic: Texts = {
  charge: ({ name, until, day }) => ({
    subject: `فشل دفع اشتراك ${name}${until === null ? ' وتوقف وصولك' : `: ادفع قبل ${day}`}`,
    paragraphs: [
      `تعذّر خصم قيمة ${name} من طريقة الدفع.`,
      until === null
        ? 'توقف وصولك. حدّث بطاقتك أو ادفع الفاتورة لاستعادته.'
        : `حدّث بطاقتك أو ادفع الفاتورة قبل ${until} ليستمر وصولك.`,
    ],
    label: 'تسوية الدفع',
  }),
  debit_returned: ({ name }) => ({
    subject: `فشلت الدفعة الأولى لاشتراك ${name}`,
    paragraphs: [
      `أرجع بنكك الدفعة الأولى لاشتراك ${name}. انتهى الاشتراك، ولن نخصم شيئًا آخر مقابله.`,
      'يمكنك الاشتراك من جديد الآن. الدفع بالبطاقة يتيح الوصول فورًا.',
    ],
    label: 'عرض الباقات',
  }),
  location_unknown: ({ name, until }) => ({
    subject: `فاتورة ${name} تحتاج إلى عنوانك`,
    paragraphs: [
      `تعذّر إصدار فاتورة ${name}. عنوانك غير موجود أو غير مكتمل، فلا يمكن حساب الضريبة.`,
      until === null
        ? `توقف وصولك. صحّح عنوانك في ${arabicSettings} لاستعادته. نُصدر الفاتورة عندها ونخصم قيمتها.`
        : `صحّح عنوانك في ${arabicSettings} قبل ${until} ليستمر وصولك. نُصدر الفاتورة عندها ونخصم قيمتها.`,
    ],
    label: 'تصحيح العنوان',
  }),
  not_invoiced: ({ name, until }, { supportEmail }) => ({
    subject: `تعذّر إصدار فاتورة ${name}`,
    paragraphs: [
      `تعذّر إصدار فاتورة ${name}، ولم نخصم شيئًا.`,
      until === null
        ? `توقف وصولك. راجع عنوانك وبطاقتك في ${arabicSettings}.`
        : `راجع عنوانك وبطاقتك في ${arabicSettings} قبل ${until} ليستمر وصولك.`,
      `إن كانا صحيحين فتواصل معنا على ${supportEmail}.`,
    ],
    label: 'فتح لوحة التحكم',
  }),
};

const textOf =
  (texts: Texts, language: 'en' | 'ar') =>
  ({ name, because, accessUntil }: PaymentFailed, words: AccountWords): MailText => ({
    ...texts[because ?? 'charge'](
      {
        name: words.name(name),
        until: accessUntil && words.moment(accessUntil),
        day: accessUntil ? words.date(accessUntil) : '',
      },
      words,
    ),
    note: because === undefined ? paidNote[language] : subscriptionNote[language](words),
  });

const example = { id: 'example', name: 'Basic', accessUntil: '2026-12-01T09:30:00.000Z', payAt: null };

/** A payment is missing. Once an invoice. The link opens the invoice itself, at Stripe and without signing in, where there is one. */
export const paymentFailedMail: AccountMail<PaymentFailed> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: ({ payAt, because }) => payAt ?? (because === 'debit_returned' ? '/app/plans' : '/app/billing'),
  en: textOf(english, 'en'),
  ar: textOf(arabic, 'ar'),
  examples: {
    '': example,
    'no grace left': { ...example, accessUntil: null },
    debit_returned: { ...example, because: 'debit_returned', accessUntil: null },
    location_unknown: { ...example, because: 'location_unknown' },
    not_invoiced: { ...example, because: 'not_invoiced' },
  },
};
