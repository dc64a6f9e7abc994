import type { UseCaseDecision } from '../../apps/use-case.ts';
import type { AddressMail, MailText, OnceFields } from '../mail.ts';

/** `reason` has the operator's words. */
type UseCaseDecided = OnceFields & {
  readonly decision: UseCaseDecision;
  readonly appName: string;
  readonly reason: string;
};

/** The occasion: this use case was decided on then. */
export const useCaseOccasion = ({ useCase, at }: { readonly useCase: string; readonly at: string }): string =>
  `use_case:${useCase}:${at}`;

type Texts = Record<UseCaseDecision, (app: string, reason: string) => Pick<MailText, 'subject' | 'paragraphs'>>;

const english: Texts = {
  approve: (app, reason) => ({
    subject: `The use case of ${app} is approved`,
    paragraphs: [
      `We approved how “${app}” uses our data. Its keys can read it now, as your plan allows.`,
      `Reason: ${reason}`,
    ],
  }),
  refuse: (app, reason) => ({
    subject: `The use case of ${app} was not approved`,
    paragraphs: [
      `We did not approve how “${app}” is to use our data. Reason: ${reason}`,
      'Declare another use case on your dashboard. An earlier one that we approved stays in force.',
    ],
  }),
  revoke: (app, reason) => ({
    subject: `The approval of ${app} was revoked`,
    paragraphs: [
      `We no longer approve how “${app}” uses our data. Reason: ${reason}`,
      'Its keys are refused for data whose licence asks for an approved use case. Declare another use case on your dashboard.',
    ],
  }),
};

const arabic: Texts = {
  approve: (app, reason) => ({
    subject: `تمت الموافقة على غرض استخدام ${app}`,
    paragraphs: [`وافقنا على استخدام «${app}» لبياناتنا. يمكن لمفاتيحه قراءتها الآن وفق باقتك.`, `السبب: ${reason}`],
  }),
  refuse: (app, reason) => ({
    subject: `لم تتم الموافقة على غرض استخدام ${app}`,
    paragraphs: [
      `لم نوافق على استخدام «${app}» لبياناتنا كما صرّحت به. السبب: ${reason}`,
      'صرّح بغرض استخدام آخر في لوحة التحكم. إن كنا وافقنا على غرض سابق فهو يبقى ساريًا.',
    ],
  }),
  revoke: (app, reason) => ({
    subject: `تم سحب الموافقة على استخدام ${app}`,
    paragraphs: [
      `لم نعد نوافق على استخدام «${app}» لبياناتنا. السبب: ${reason}`,
      'نرفض طلبات مفاتيحه للبيانات التي تشترط رخصتها غرض استخدام موافقًا عليه. صرّح بغرض استخدام آخر في لوحة التحكم.',
    ],
  }),
};

const example = { id: 'example', accountId: 'example', noticeId: 'example', appName: 'Price monitor' };

/** To the owner of an organization: an operator decided on the use case of an app. Once a decision. */
export const useCaseDecidedMail: AddressMail<UseCaseDecided> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app/apps',
  en: ({ decision, appName, reason }, { name }) => ({
    ...english[decision](name(appName), name(reason)),
    label: 'View apps',
    note: 'You’re receiving this because your organization declared a use case.',
  }),
  ar: ({ decision, appName, reason }, { name }) => ({
    ...arabic[decision](name(appName), name(reason)),
    label: 'عرض التطبيقات',
    note: 'تصلك هذه الرسالة لأن مؤسستك صرّحت بغرض استخدام.',
  }),
  examples: {
    approve: { ...example, decision: 'approve', reason: 'Prices for your own shop.' },
    refuse: { ...example, decision: 'refuse', reason: 'Tell us which governments use it.' },
    revoke: { ...example, decision: 'revoke', reason: 'The data is shown elsewhere too.' },
  },
};
