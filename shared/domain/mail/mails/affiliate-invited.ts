import type { AddressMail } from '../mail.ts';

/** `page`: where the organization's own badge is seen. */
type AffiliateInvited = { readonly organization: string; readonly page: string };

/** To a person whom an organization invites to be its affiliate, with or without an account. Each time. */
export const affiliateInvitedMail: AddressMail<AffiliateInvited> = {
  to: 'address',
  kind: 'notification',
  once: () => null,
  link: () => '/app/badges',
  en: ({ organization, page }) => ({
    subject: `${organization} invited you to become an affiliate`,
    paragraphs: [
      `${organization} (${page}) invited you to show its affiliate badge. It costs you nothing.`,
      'To accept or decline, sign in or create an account with this email address.',
    ],
    label: 'View invitation',
    note: 'If you don’t know them, ignore this email.',
  }),
  ar: ({ organization, page }, { name, code }) => ({
    subject: `دعوة للانتساب إلى ${name(organization)}`,
    paragraphs: [
      `تدعوك ${name(organization)} (${code(page)}) إلى عرض شارة الانتساب إليها. لا يكلّفك ذلك شيئًا.`,
      'لقبول الدعوة أو الاعتذار عنها، سجّل الدخول أو أنشئ حسابًا بهذا البريد.',
    ],
    label: 'عرض الدعوة',
    note: 'إن كنت لا تعرفهم فتجاهل هذه الرسالة.',
  }),
  examples: { '': { organization: 'Acme Ltd', page: 'https://example.com/badges/acme' } },
};
