import type { TrialRefusal } from '../../billing/subscription.ts';
import type { AccountMail, NoticeFields } from '../mail.ts';

type TrialRefused = NoticeFields & { readonly because: TrialRefusal };

/** We ended a trial immediately, because this account or this card has had one. Once a subscription. */
export const trialRefusedMail: AccountMail<TrialRefused> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/plans',
  en: ({ name, because }, { organization }) => ({
    subject: `Your ${name} free trial didn’t start`,
    paragraphs: [
      because === 'card_had_trial'
        ? 'Each card or bank account gets one free trial, and yours has already had it. We ended the trial and charged nothing.'
        : 'Each organization gets one free trial, and yours has already had it. We ended the trial and charged nothing.',
      'You can subscribe without a trial. The first payment is then due at checkout.',
    ],
    label: 'View plans',
    note: `You’re receiving this because ${organization} started a free trial.`,
  }),
  ar: ({ name, because }, words) => ({
    subject: `لم تبدأ فترتك التجريبية في ${words.name(name)}`,
    paragraphs: [
      because === 'card_had_trial'
        ? 'لكل بطاقة أو حساب مصرفي فترة تجريبية واحدة، وقد استخدمتها من قبل. أنهينا الفترة التجريبية ولم نخصم شيئًا.'
        : 'لكل مؤسسة فترة تجريبية واحدة، وقد استخدمتها مؤسستك من قبل. أنهينا الفترة التجريبية ولم نخصم شيئًا.',
      'يمكنك الاشتراك دون فترة تجريبية، وتُستحق الدفعة الأولى عند الشراء.',
    ],
    label: 'عرض الباقات',
    note: `تصلك هذه الرسالة لأن ${words.organization} بدأت فترة تجريبية.`,
  }),
  examples: {
    card_had_trial: { id: 'example', name: 'Basic', because: 'card_had_trial' },
    account_had_trial: { id: 'example', name: 'Basic', because: 'account_had_trial' },
  },
};
