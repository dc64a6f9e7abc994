import type { AddressMail, OnceFields } from '../mail.ts';

type AccountSuspension = OnceFields & { readonly state: 'suspended' | 'restored'; readonly reason: string };

/** The occasion of a decision of an operator's, taken at `at`. */
export const suspensionOccasion = ({ state, at }: Pick<AccountSuspension, 'state'> & { readonly at: string }): string =>
  `account_${state}:${at}`;

const example = { id: 'example', accountId: 'example', noticeId: 'example', reason: 'Reads for a competitor.' };

/** To the owner of an account that an operator suspended or restored: why, and whom to contact. Once a decision. */
export const accountSuspensionMail: AddressMail<AccountSuspension> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app',
  en: ({ state, reason }, { site, supportEmail }) =>
    ({
      suspended: {
        subject: `We suspended your access to ${site}`,
        paragraphs: [
          `We suspended your organization’s access. Reason: ${reason}`,
          'We refuse every request from your API keys until we lift the suspension. Your subscriptions continue, and you can still sign in.',
          `If you disagree, contact us at ${supportEmail}.`,
        ],
        label: 'Open dashboard',
        note: 'You’re receiving this because you have an account.',
      },
      restored: {
        subject: `We restored your access to ${site}`,
        paragraphs: [
          `We lifted the suspension of your organization’s access. Reason: ${reason}`,
          'Your API keys work again, as your plan allows.',
          `If you have questions, contact us at ${supportEmail}.`,
        ],
        label: 'Open dashboard',
        note: 'You’re receiving this because you have an account.',
      },
    })[state],
  ar: ({ state, reason }, { site, supportEmail, name }) =>
    ({
      suspended: {
        subject: `تم تعليق وصولك إلى ${site}`,
        paragraphs: [
          `علّقنا وصول مؤسستك. السبب: ${name(reason)}`,
          'نرفض كل طلبات مفاتيح API حتى نرفع التعليق. تستمر اشتراكاتك، ويمكنك تسجيل الدخول.',
          `إن كان لديك اعتراض فتواصل معنا على ${supportEmail}.`,
        ],
        label: 'فتح لوحة التحكم',
        note: 'تصلك هذه الرسالة لأن لديك حسابًا هنا.',
      },
      restored: {
        subject: `رفعنا التعليق عن وصولك إلى ${site}`,
        paragraphs: [
          `رفعنا التعليق عن وصول مؤسستك. السبب: ${name(reason)}`,
          'تعمل مفاتيح API من جديد وفق باقتك.',
          `لأي سؤال تواصل معنا على ${supportEmail}.`,
        ],
        label: 'فتح لوحة التحكم',
        note: 'تصلك هذه الرسالة لأن لديك حسابًا هنا.',
      },
    })[state],
  examples: {
    suspended: { ...example, state: 'suspended' },
    restored: { ...example, state: 'restored' },
  },
};
