import type { AddressMail, OnceFields } from '../mail.ts';

/** `organization` is its name. `reason` has the buyer's words. */
type StatementContested = OnceFields & {
  readonly organization: string;
  readonly day: string;
  readonly reason: string;
};

/** The occasion: this operator is told of this contest of an organization. */
export const contestOccasion = (organization: string, contest: string, operator: string): string =>
  `contest:${organization}:${contest}:${operator}`;

/** To operators who decide on credit: an organization contests a statement. Once a contest and operator. */
export const statementContestedMail: AddressMail<StatementContested> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/console',
  en: ({ organization, day, reason }, { name, date }) => ({
    subject: `${name(organization)} contests its statement of ${date(day)}`,
    paragraphs: [
      `${name(organization)} says that the statement of ${date(day)} is wrong. Reason: ${name(reason)}`,
      `Accept or reject it. The organization reads your decision, and both are sealed.`,
    ],
    label: 'Open the console',
    note: 'You’re receiving this because your role decides on credit.',
  }),
  ar: ({ organization, day, reason }, { name, date }) => ({
    subject: `اعترضت ${name(organization)} على كشف يوم ${date(day)}`,
    paragraphs: [
      `تقول ${name(organization)} إن كشف يوم ${date(day)} خاطئ. السبب: ${name(reason)}`,
      `اقبل الاعتراض أو ارفضه. تقرأ المؤسسة قرارك، ويُختم الاعتراض والقرار كلاهما.`,
    ],
    label: 'فتح لوحة المشغّل',
    note: 'تصلك هذه الرسالة لأنك مشغّل يقرر في الرصيد.',
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', noticeId: 'example' },
      ...{ organization: 'Havnora', day: '2026-12-01', reason: 'Four reads are not ours.' },
    },
  },
};
