import type { AccountMail, NoticeFields } from '../mail.ts';

/** So many units of prepaid credit are left; 0: none. */
type CreditLow = NoticeFields & { readonly left: number };

/** Little prepaid credit is left, or none. Once each since the latest purchase. */
export const creditLowMail: AccountMail<CreditLow> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing#credit',
  en: ({ name, left }, { organization, count }) => ({
    subject: left === 0 ? `Your ${name} credit has run out` : `Your ${name} credit is running low: ${count(left)} left`,
    paragraphs: [
      left === 0
        ? `You’ve used all your prepaid ${name} credit. Requests fail until you buy credit, unless your plan covers them.`
        : `You have ${count(left)} left of your prepaid ${name} credit. After that, requests fail unless your plan covers them.`,
      'You can buy credit on your dashboard, or turn on auto top-up there.',
    ],
    label: 'Buy credit',
    note: `You’re receiving this because ${organization} bought credit.`,
  }),
  ar: ({ name, left }, words) => ({
    subject:
      left === 0
        ? `نفد رصيد ${words.name(name)}`
        : `رصيد ${words.name(name)} يوشك على النفاد: بقي ${words.count(left)}`,
    paragraphs: [
      left === 0
        ? `استهلكت كامل رصيدك المسبق الدفع في ${words.name(name)}. تتوقف الطلبات حتى تشتري رصيدًا جديدًا، ما لم تغطّها باقتك.`
        : `المتبقي من رصيدك المسبق الدفع في ${words.name(name)}: ${words.count(left)}. بعد نفاده تتوقف الطلبات ما لم تغطّها باقتك.`,
      'يمكنك من لوحة التحكم شراء رصيد أو تفعيل الشحن التلقائي.',
    ],
    label: 'شراء رصيد',
    note: `تصلك هذه الرسالة لأن ${words.organization} اشترت رصيدًا.`,
  }),
  examples: {
    '': { id: 'example', name: 'Pay-per-use', left: 380 },
    'nothing left': { id: 'example', name: 'Pay-per-use', left: 0 },
  },
};
