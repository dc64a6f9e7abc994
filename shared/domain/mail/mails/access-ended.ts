import type { AccountMail, NoticeFields } from '../mail.ts';
import { subscriptionNote } from '../notes.ts';

/** `because` is absent where it was cancelled or paused, or a payment is missing. `refunded`: by us, or its money went back through the bank. */
type AccessEnded = NoticeFields & { readonly because?: 'refunded' | 'disputed' };

const endings = {
  en: {
    refunded: 'the payment for this period was returned, by us or by your bank',
    disputed: 'a payment was disputed with your bank',
    other: 'the subscription was cancelled or paused, or a payment is missing',
  },
  ar: {
    refunded: 'استرداد مبلغ الفترة كاملًا، عن طريقنا أو عن طريق بنكك',
    disputed: 'اعتراض على إحدى الدفعات لدى البنك',
    other: 'إلغاء الاشتراك أو إيقافه مؤقتًا أو عدم وصول دفعة',
  },
};

const subjects = {
  en: { refunded: ': payment returned', disputed: ': payment disputed', other: '' },
  ar: { refunded: ': استرداد الدفعة', disputed: ': اعتراض على الدفعة', other: '' },
};

/** A subscription gives no access any more. Each time. */
export const accessEndedMail: AccountMail<AccessEnded> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing',
  en: ({ name, because = 'other' }: NoticeFields & { readonly because?: keyof typeof endings.en }, words) => ({
    subject: `Your ${name} subscription has ended${subjects.en[because]}`,
    paragraphs: [
      `Your access to ${name} has ended because ${endings.en[because]}.`,
      because === 'other'
        ? 'Your organization stays. You can pay an open invoice or subscribe again on your dashboard.'
        : 'We charge nothing more for it. Your organization stays, and you can subscribe again on your dashboard.',
    ],
    label: 'Open dashboard',
    note: subscriptionNote.en(words),
  }),
  ar: ({ name, because = 'other' }: NoticeFields & { readonly because?: keyof typeof endings.ar }, words) => ({
    subject: `انتهى اشتراكك في ${words.name(name)}${subjects.ar[because]}`,
    paragraphs: [
      `توقف وصولك إلى ${words.name(name)} بسبب ${endings.ar[because]}.`,
      because === 'other'
        ? 'تبقى مؤسستك. يمكنك من لوحة التحكم دفع فاتورة مفتوحة أو الاشتراك من جديد.'
        : 'لن نخصم شيئًا آخر مقابله. تبقى مؤسستك، ويمكنك الاشتراك من جديد من لوحة التحكم.',
    ],
    label: 'فتح لوحة التحكم',
    note: subscriptionNote.ar(words),
  }),
  examples: {
    '': { id: 'example', name: 'Basic' },
    refunded: { id: 'example', name: 'Basic', because: 'refunded' },
    disputed: { id: 'example', name: 'Basic', because: 'disputed' },
  },
};
