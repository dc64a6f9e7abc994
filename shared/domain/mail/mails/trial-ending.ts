import type { AccountMail, NoticeFields } from '../mail.ts';
import { subscriptionNote } from '../notes.ts';

type TrialEnding = NoticeFields & { readonly endsAt: string };

/** A trial ends soon, and a payment follows. Once an end. */
export const trialEndingMail: AccountMail<TrialEnding> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing',
  en: ({ name, endsAt }, words) => ({
    subject: `Your ${name} trial ends on ${words.date(endsAt)}`,
    paragraphs: [
      `Your ${name} trial ends on ${words.moment(endsAt)}. Your subscription then starts, and the first payment is due.`,
      'If you don’t want that, cancel it on your dashboard before then.',
    ],
    label: 'View subscription',
    note: subscriptionNote.en(words),
  }),
  ar: ({ name, endsAt }, words) => ({
    subject: `تنتهي فترتك التجريبية في ${words.name(name)} يوم ${words.date(endsAt)}`,
    paragraphs: [
      `تنتهي فترتك التجريبية في ${words.name(name)} يوم ${words.moment(endsAt)}، ثم يبدأ اشتراكك وتُستحق أول دفعة.`,
      'إن لم ترغب في ذلك فألغِ الاشتراك من لوحة التحكم قبل هذا الموعد.',
    ],
    label: 'عرض الاشتراك',
    note: subscriptionNote.ar(words),
  }),
  examples: { '': { id: 'example', name: 'Basic', endsAt: '2026-12-01T09:30:00.000Z' } },
};
