import type { AddressMail, MailText } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';

/** The decision on an application, or on an appeal. */
export type BadgeDecision =
  | 'approve'
  | 'approve_unpaid'
  | 'refuse'
  | 'revoke'
  | 'ask'
  | 'uphold_appeal'
  | 'refuse_appeal';

type BadgeDecided = {
  readonly handle: string;
  readonly decision: BadgeDecision;
  /** The operator's words: why, or what is asked. */
  readonly reason: string | null;
  /** Until when a refusal may be answered or appealed against; exclusive. */
  readonly answerUntil?: string | null;
};

type Said = { readonly handle: string; readonly reason: string | null; readonly until: string | null };
type Texts = Record<BadgeDecision, (said: Said) => Pick<MailText, 'subject' | 'paragraphs'>>;

const given = (...paragraphs: (string | null)[]): string[] => paragraphs.filter((each) => each !== null);

const english: Texts = {
  approve: ({ handle }) => ({
    subject: `Your badge ${handle} is approved`,
    paragraphs: ['Your badge is public now. Copy the embed code from your dashboard.'],
  }),
  approve_unpaid: ({ handle }) => ({
    subject: `Your badge ${handle} is approved: pay to show it`,
    paragraphs: ['Pay for your badge to make it public.'],
  }),
  refuse: ({ handle, reason, until }) => ({
    subject: `Your application for ${handle} was not approved`,
    paragraphs: given(
      `We did not approve your application for ${handle}.`,
      reason && `Reason: ${reason}`,
      until && `Change your profile or appeal by ${until}. You can appeal once. After that day, the decision is final.`,
    ),
  }),
  revoke: ({ handle, reason }) => ({
    subject: `Your badge ${handle} was revoked`,
    paragraphs: given(reason && `Reason: ${reason}`, 'The badge and its credential are no longer valid.'),
  }),
  ask: ({ handle, reason }) => ({
    subject: `We need more information about ${handle}`,
    paragraphs: given(
      reason && `Our question: ${reason}`,
      'Answer it on your dashboard, or change your profile, to continue the review.',
    ),
  }),
  uphold_appeal: ({ handle }) => ({
    subject: `Your appeal succeeded: ${handle} is approved`,
    paragraphs: ['We approved your badge after your appeal. Your dashboard shows its status.'],
  }),
  refuse_appeal: ({ handle, reason }) => ({
    subject: `Your appeal for ${handle} was not successful`,
    paragraphs: given(reason && `Reason: ${reason}`, 'This decision is final.'),
  }),
};

const arabic: Texts = {
  approve: ({ handle }) => ({
    subject: `تمت الموافقة على شارتك ${handle}`,
    paragraphs: ['شارتك ظاهرة للجميع الآن. انسخ كود التضمين من لوحة التحكم.'],
  }),
  approve_unpaid: ({ handle }) => ({
    subject: `تمت الموافقة على شارتك ${handle}: ادفع لتظهر`,
    paragraphs: ['ادفع الاشتراك لتظهر شارتك.'],
  }),
  refuse: ({ handle, reason, until }) => ({
    subject: `لم تتم الموافقة على طلب توثيق ${handle}`,
    paragraphs: given(
      `لم نوافق على طلب توثيق ${handle}.`,
      reason && `السبب: ${reason}`,
      until && `عدّل ملفك أو قدّم تظلّمًا قبل ${until}. يمكنك تقديم تظلّم مرة واحدة. بعد ذلك يصبح القرار نهائيًا.`,
    ),
  }),
  revoke: ({ handle, reason }) => ({
    subject: `تم سحب شارتك ${handle}`,
    paragraphs: given(reason && `السبب: ${reason}`, 'لم تعد الشارة وشهادتها صالحتين.'),
  }),
  ask: ({ handle, reason }) => ({
    subject: `نحتاج إلى معلومات إضافية عن ${handle}`,
    paragraphs: given(reason && `سؤالنا: ${reason}`, 'أجب عنه من لوحة التحكم أو عدّل ملفك لتستمر المراجعة.'),
  }),
  uphold_appeal: ({ handle }) => ({
    subject: `تم قبول تظلّمك والموافقة على ${handle}`,
    paragraphs: ['وافقنا على شارتك بعد تظلّمك. تعرض لوحة التحكم حالتها.'],
  }),
  refuse_appeal: ({ handle, reason }) => ({
    subject: `لم نقبل تظلّمك بشأن ${handle}`,
    paragraphs: given(reason && `السبب: ${reason}`, 'هذا القرار نهائي.'),
  }),
};

const said = ({ handle, reason, answerUntil }: BadgeDecided, { code, name, date }: MailWords): Said => ({
  handle: code(`@${handle}`),
  reason: reason && name(reason),
  until: answerUntil ? date(answerUntil) : null,
});

const example = { handle: 'ada', answerUntil: '2026-12-01T09:30:00.000Z' };
const reasoned = { ...example, reason: 'The page does not name you.' };

/** To the holder of a badge, at the address of its application: a decision. Each time. */
export const badgeDecidedMail: AddressMail<BadgeDecided> = {
  to: 'address',
  kind: 'notification',
  once: () => null,
  link: () => '/app',
  en: (decided, words) => ({
    ...english[decided.decision](said(decided, words)),
    label: 'Open dashboard',
    note: 'You’re receiving this because you applied for a badge.',
  }),
  ar: (decided, words) => ({
    ...arabic[decided.decision](said(decided, words)),
    label: 'فتح لوحة التحكم',
    note: 'تصلك هذه الرسالة لأنك قدّمت طلب توثيق.',
  }),
  examples: {
    approve: { ...example, decision: 'approve', reason: null },
    approve_unpaid: { ...example, decision: 'approve_unpaid', reason: null },
    refuse: { ...reasoned, decision: 'refuse' },
    revoke: { ...reasoned, decision: 'revoke' },
    ask: { ...example, decision: 'ask', reason: 'Which page names you?' },
    uphold_appeal: { ...example, decision: 'uphold_appeal', reason: null },
    refuse_appeal: { ...reasoned, decision: 'refuse_appeal' },
  },
};
