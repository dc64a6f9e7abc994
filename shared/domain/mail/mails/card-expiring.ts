import type { AccountMail, NoticeFields } from '../mail.ts';

/** The card's last month, `2026-12`, is over before the renewal at `renewsAt`. */
type CardExpiring = NoticeFields & {
  readonly brand: string;
  readonly last4: string;
  readonly lastMonth: string;
  readonly renewsAt: string;
};

/** A card will not live to pay the next renewal. Once a card and expiry, also where it pays for several subscriptions. */
export const cardExpiringMail: AccountMail<CardExpiring> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing',
  en: ({ name, brand, last4, lastMonth, renewsAt }, { card, date, month }) => ({
    subject: `Update your card before ${date(renewsAt)}: ${card(brand, last4)} is expiring`,
    paragraphs: [
      `${card(brand, last4)} expires at the end of ${month(lastMonth)}, before ${name} renews on ${date(renewsAt)}.`,
      'Add a new card to keep your access.',
    ],
    label: 'Update card',
    note: 'If you’ve already updated your card, ignore this email.',
  }),
  ar: ({ name, brand, last4, lastMonth, renewsAt }, words) => ({
    subject: `حدّث بطاقتك قبل ${words.date(renewsAt)}: صلاحية ${words.card(brand, last4)} تنتهي قريبًا`,
    paragraphs: [
      `تنتهي صلاحية البطاقة ${words.card(brand, last4)} بنهاية ${words.month(lastMonth)}، قبل تجديد ${words.name(name)} في ${words.date(renewsAt)}.`,
      'أضف بطاقة جديدة ليستمر وصولك.',
    ],
    label: 'تحديث البطاقة',
    note: 'إن كنت قد حدّثت بطاقتك فتجاهل هذه الرسالة.',
  }),
  examples: {
    '': {
      ...{ id: 'example', name: 'Basic', brand: 'visa', last4: '4242' },
      ...{ lastMonth: '2026-11', renewsAt: '2026-12-01T09:30:00.000Z' },
    },
  },
};
