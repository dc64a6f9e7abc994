import type { ContestDecision } from '../../evidence/contest.ts';
import type { AddressMail, MailText, OnceFields } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';

/** `reason` has the operator's words. `credit`: what the next invoices are reduced by; absent: nothing. */
type ContestDecided = OnceFields & {
  readonly decision: ContestDecision;
  readonly day: string;
  readonly reason: string;
  readonly credit?: { readonly amountMinor: number; readonly currency: string };
};

/** The occasion: this contest was decided. */
export const contestDecidedOccasion = (contest: string): string => `contest:${contest}:decided`;

type Texts = Record<
  ContestDecision,
  (data: ContestDecided, words: MailWords) => Pick<MailText, 'subject' | 'paragraphs'>
>;

const english: Texts = {
  accepted: ({ day, reason, credit }, { date, name, money }) => ({
    subject: `Your contest of the statement of ${date(day)} was accepted`,
    paragraphs: [
      `We accepted your contest of the statement of ${date(day)}. Reason: ${name(reason)}`,
      credit
        ? `You get a credit of ${money(credit.amountMinor, credit.currency)}. It reduces your next invoices.`
        : 'Contest and decision are sealed beside the statement.',
    ],
  }),
  rejected: ({ day, reason }, { date, name }) => ({
    subject: `Your contest of the statement of ${date(day)} was rejected`,
    paragraphs: [
      `We rejected your contest of the statement of ${date(day)}. Reason: ${name(reason)}`,
      'Contest and decision are sealed beside the statement. Within 30 days of the statement you may contest it again.',
    ],
  }),
};

const arabic: Texts = {
  accepted: ({ day, reason, credit }, { date, name, money }) => ({
    subject: `قُبل اعتراضك على كشف يوم ${date(day)}`,
    paragraphs: [
      `قبلنا اعتراضك على كشف يوم ${date(day)}. السبب: ${name(reason)}`,
      credit
        ? `لك رصيد قدره ${money(credit.amountMinor, credit.currency)}، ويُخصم من فواتيرك القادمة.`
        : 'الاعتراض والقرار مختومان إلى جانب الكشف.',
    ],
  }),
  rejected: ({ day, reason }, { date, name }) => ({
    subject: `رُفض اعتراضك على كشف يوم ${date(day)}`,
    paragraphs: [
      `رفضنا اعتراضك على كشف يوم ${date(day)}. السبب: ${name(reason)}`,
      'الاعتراض والقرار مختومان إلى جانب الكشف. يمكنك الاعتراض عليه مرة أخرى خلال 30 يومًا من تاريخه.',
    ],
  }),
};

const example = { id: 'example', accountId: 'example', noticeId: 'example', day: '2026-12-01' };

/** To an organization: an operator decided on its contest of a statement. Once a contest. */
export const contestDecidedMail: AddressMail<ContestDecided> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app/evidence',
  en: (data, words) => ({
    ...english[data.decision](data, words),
    label: 'Open statements',
    note: 'You’re receiving this because your organization contested a statement.',
  }),
  ar: (data, words) => ({
    ...arabic[data.decision](data, words),
    label: 'فتح الكشوف',
    note: 'تصلك هذه الرسالة لأن مؤسستك اعترضت على كشف.',
  }),
  examples: {
    credit: {
      ...example,
      decision: 'accepted',
      reason: 'The reads came from our own test.',
      credit: { amountMinor: 1_250, currency: 'usd' },
    },
    accepted: { ...example, decision: 'accepted', reason: 'The app was named wrongly.' },
    rejected: { ...example, decision: 'rejected', reason: 'Your key signed each of these requests.' },
  },
};
