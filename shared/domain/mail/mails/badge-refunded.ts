import type { AddressMail, OnceFields } from '../mail.ts';

type BadgeRefunded = OnceFields & { readonly handle: string; readonly amountMinor: number; readonly currency: string };

/** The occasion: the payment of this subscription, of Stripe's id, was refunded. */
export const badgeRefundOccasion = (subscription: string): string => `badge_refunded:${subscription}`;

/** To the holder of a badge: the payment for it is refunded. Once a subscription. */
export const badgeRefundedMail: AddressMail<BadgeRefunded> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app',
  en: ({ handle, amountMinor, currency }, { money }) => ({
    subject: `We refunded ${money(amountMinor, currency)} for your badge @${handle}`,
    paragraphs: [
      `We refunded ${money(amountMinor, currency)} to your original payment method and ended the subscription.`,
      'Banks can take ten days to show it.',
    ],
    label: 'View invoices',
    note: 'You’re receiving this because you applied for a badge.',
  }),
  ar: ({ handle, amountMinor, currency }, { money, code }) => ({
    subject: `تم استرداد ${money(amountMinor, currency)} عن شارتك ${code(`@${handle}`)}`,
    paragraphs: [
      `أعدنا ${money(amountMinor, currency)} إلى طريقة الدفع الأصلية وأنهينا الاشتراك.`,
      'قد يستغرق ظهور المبلغ لدى بنكك عشرة أيام.',
    ],
    label: 'عرض الفواتير',
    note: 'تصلك هذه الرسالة لأنك قدّمت طلب توثيق.',
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', noticeId: 'example' },
      ...{ handle: 'ada', amountMinor: 8_00, currency: 'usd' },
    },
  },
};
