import type { AddressMail, OnceFields } from '../mail.ts';

/** `reason` has the operator's words. */
type LegalHold = OnceFields & {
  readonly organization: string;
  readonly state: 'held' | 'released';
  readonly reason: string;
};

/** The occasion: this hold was placed, or released. */
export const holdOccasion = ({ state, hold }: Pick<LegalHold, 'state'> & { readonly hold: string }): string =>
  `legal_hold:${hold}:${state}`;

const example = {
  id: 'example',
  accountId: 'example',
  noticeId: 'example',
  organization: 'Example Ltd',
  reason: 'A claim about reads in May.',
};

/** To the owner of an organization that an operator put under a legal hold, or released from it. Once a decision. */
export const legalHoldMail: AddressMail<LegalHold> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app',
  en: ({ organization, state, reason }, { supportEmail }) =>
    ({
      held: {
        subject: `${organization} is under a legal hold`,
        paragraphs: [
          `We keep the evidence about ${organization} until we release it. Reason: ${reason}`,
          'Evidence means acceptances, use cases, the ledger of your reads and the people named in it. Your keys and subscriptions continue.',
          'If you delete the organization or a login meanwhile, access ends immediately. This evidence stays until the release.',
          `If you disagree, contact us at ${supportEmail}.`,
        ],
        label: 'Open dashboard',
        note: 'You’re receiving this because you have an account.',
      },
      released: {
        subject: `The legal hold on ${organization} has ended`,
        paragraphs: [
          `We released ${organization} from its legal hold. Reason: ${reason}`,
          'Evidence is kept for its usual time again. Deletions that waited go on by themselves.',
          `If you have questions, contact us at ${supportEmail}.`,
        ],
        label: 'Open dashboard',
        note: 'You’re receiving this because you have an account.',
      },
    })[state],
  ar: ({ organization, state, reason }, { supportEmail, name }) =>
    ({
      held: {
        subject: `حفظ قانوني على ${name(organization)}`,
        paragraphs: [
          `نحتفظ بالأدلة المتعلقة بمؤسسة ${name(organization)} إلى أن نرفع الحفظ. السبب: ${name(reason)}`,
          'الأدلة هي الموافقات وأغراض استخدام تطبيقاتك وسجل قراءاتك وأسماء الأشخاص فيه. تستمر مفاتيحك واشتراكاتك.',
          'إن حذفت المؤسسة أو حسابًا شخصيًا أثناء ذلك ينتهي الوصول فورًا، وتبقى هذه الأدلة إلى أن يُرفع الحفظ.',
          `إن كان لديك اعتراض فتواصل معنا على ${supportEmail}.`,
        ],
        label: 'فتح لوحة التحكم',
        note: 'تصلك هذه الرسالة لأن لديك حسابًا هنا.',
      },
      released: {
        subject: `انتهى الحفظ القانوني على ${name(organization)}`,
        paragraphs: [
          `رفعنا الحفظ القانوني عن ${name(organization)}. السبب: ${name(reason)}`,
          'نحتفظ بالأدلة من جديد مدتها المعتادة. وتُستأنف عمليات الحذف التي كانت تنتظر دون طلب آخر.',
          `لأي سؤال تواصل معنا على ${supportEmail}.`,
        ],
        label: 'فتح لوحة التحكم',
        note: 'تصلك هذه الرسالة لأن لديك حسابًا هنا.',
      },
    })[state],
  examples: {
    held: { ...example, state: 'held' },
    released: { ...example, state: 'released' },
  },
};
