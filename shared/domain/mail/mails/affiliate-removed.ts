import type { AddressMail, OnceFields } from '../mail.ts';

/** `accountId` is the affiliate's. */
type AffiliateRemoved = OnceFields & { readonly organization: string };

type Removed = { readonly id: string; readonly endedAt: string | null };

/** The occasion: this affiliation ended then. */
export const affiliateOccasion = ({ id, endedAt }: Removed): string => `affiliate_removed:${id}:${endedAt}`;

/** To an affiliate whose seat the organization took away. Once an end. */
export const affiliateRemovedMail: AddressMail<AffiliateRemoved> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app/badges',
  en: ({ organization }) => ({
    subject: `${organization} removed you from its affiliates`,
    paragraphs: [
      `${organization} removed you from its affiliates. Your badge from ${organization} is no longer shown.`,
      `If this is a mistake, ask ${organization} to invite you again. A badge of your own is not affected.`,
    ],
    label: 'View badges',
    note: `You’re receiving this because you were an affiliate of ${organization}.`,
  }),
  ar: ({ organization }, { name }) => ({
    subject: `أزالتك ${name(organization)} من منتسبيها`,
    paragraphs: [
      `أزالتك ${name(organization)} من منتسبيها، ولم تعد شارتك منها ظاهرة.`,
      `إن كان ذلك خطأً فاطلب من ${name(organization)} أن تدعوك من جديد. لا يؤثر ذلك في أي شارة تخصك وحدك.`,
    ],
    label: 'عرض شاراتك',
    note: `تصلك هذه الرسالة لأنك كنت منتسبًا إلى ${name(organization)}.`,
  }),
  examples: {
    '': { id: 'example', accountId: 'example', noticeId: 'example', organization: 'Acme Ltd' },
  },
};
