import type { Language } from '../accounts/account.ts';
import type { AccountWords } from './mail.ts';

type Note = Record<Language, (words: Pick<AccountWords, 'organization'>) => string>;

/** The note of mails about a subscription. */
export const subscriptionNote: Note = {
  en: ({ organization }) => `You’re receiving this because ${organization} has a subscription.`,
  ar: ({ organization }) => `تصلك هذه الرسالة لأن لدى ${organization} اشتراكًا.`,
};

/** The note of mails that ask for a payment. */
export const paidNote: Record<Language, string> = {
  en: 'If you’ve already paid, ignore this email.',
  ar: 'إن كنت قد دفعت فتجاهل هذه الرسالة.',
};
