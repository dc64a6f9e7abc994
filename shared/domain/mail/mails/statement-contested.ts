import type { AddressMail, OnceFields } from '../mail.ts';

/** `organization` is its name. `reason` has the buyer's words. */
type StatementContested = OnceFields & {
  readonly organization: string;
  readonly day: string;
  readonly contest: string;
  readonly reason: string;
};

/** The occasion: this operator is told of this contest. */
export const contestOccasion = (contest: string, operator: string): string => `contest:${contest}:${operator}`;

/** To operators who decide on credit: an organization contests a statement. Once a contest and operator. */
export const statementContestedMail: AddressMail<StatementContested> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/console',
  en: ({ organization, day, reason, contest }, { name, date, code }) => ({
    subject: `${name(organization)} contests its statement of ${date(day)}`,
    paragraphs: [
      `${name(organization)} says that the statement of ${date(day)} is wrong. Reason: ${name(reason)}`,
      `Accept or reject the contest ${code(contest)}. The organization reads your decision, and both are sealed.`,
    ],
    label: 'Open the console',
    note: 'You’re receiving this because you are an operator who decides on credit.',
  }),
  ar: ({ organization, day, reason, contest }, { name, date, code }) => ({
    subject: `اعترضت ${name(organization)} على كشف يوم ${date(day)}`,
    paragraphs: [
      `تقول ${name(organization)} إن كشف يوم ${date(day)} خاطئ. السبب: ${name(reason)}`,
      `اقبل الاعتراض ${code(contest)} أو ارفضه. تقرأ المؤسسة قرارك، ويُختم الاعتراض والقرار كلاهما.`,
    ],
    label: 'فتح لوحة المشغّل',
    note: 'تصلك هذه الرسالة لأنك مشغّل يقرر في الرصيد.',
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', noticeId: 'example', contest: 'ct_2026-12-01_1' },
      ...{ organization: 'Havnora', day: '2026-12-01', reason: 'Four reads are not ours.' },
    },
  },
};
