import type { AddressMail, OnceFields } from '../mail.ts';

/** `day` is a UTC day, `YYYY-MM-DD`, whose statement has so many calls and records. */
type StatementMade = OnceFields & {
  readonly day: string;
  readonly calls: number;
  readonly records: number;
};

/** To an organization that chose it: a day's signed statement is made. Once a day. */
export const statementMadeMail: AddressMail<StatementMade> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app/evidence',
  en: ({ day, calls, records }, { date, counted }) => ({
    subject: `Your statement of ${date(day)}`,
    paragraphs: [
      `The seals of ${date(day)} hold ${counted(calls, 'request')} of your organization, which read ${counted(records, 'record')}.`,
      'Compare the statement with the receipts that you kept. If it is wrong, contest it within 30 days.',
    ],
    label: 'Open statements',
    note: 'You’re receiving this because your organization chose emails about statements.',
  }),
  ar: ({ day, calls, records }, { date, counted }) => ({
    subject: `كشف يوم ${date(day)}`,
    paragraphs: [
      `تضم أختام يوم ${date(day)} من مؤسستك: ${counted(calls, 'request')}. عدد السجلات المقروءة: ${counted(records, 'record')}.`,
      'قارن الكشف بالإيصالات التي احتفظت بها. إن وجدت فيه خطأ فاعترض عليه خلال 30 يومًا.',
    ],
    label: 'فتح الكشوف',
    note: 'تصلك هذه الرسالة لأن مؤسستك اختارت رسائل الكشوف.',
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', noticeId: 'example' },
      ...{ day: '2026-12-01', calls: 1_204, records: 9_840 },
    },
  },
};
