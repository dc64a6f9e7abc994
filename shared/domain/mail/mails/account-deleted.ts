import type { AddressMail, OnceFields } from '../mail.ts';

/** `acceptancesUntil`: ISO-8601 UTC; absent in a message of an earlier deployment. */
type AccountDeleted = Omit<OnceFields, 'noticeId'> & {
  readonly organization: string;
  readonly acceptancesUntil?: string;
};

/** The occasion of an account's deletion, which the account's own deletion must not forget. */
export const deletionNotice = 'account_deleted';

/** To the members' address of an organization that is deleted: there is nothing left to open. It lists what is kept, why and until when. Once an account. */
export const accountDeletedMail: AddressMail<AccountDeleted> = {
  to: 'address',
  kind: 'requested',
  once: () => deletionNotice,
  link: () => null,
  en: ({ organization, acceptancesUntil }, { supportEmail, acceptancesKeptYears, counted, date }) => ({
    subject: `${organization} has been deleted`,
    paragraphs: [
      `As you asked, we deleted ${organization} and cancelled its subscriptions. Its keys no longer work.`,
      'Kept: invoices. Stripe keeps them for as long as tax law requires.',
      `Kept: licence acceptances, ${acceptancesUntil ? `until ${date(acceptancesUntil)}` : `for ${counted(acceptancesKeptYears, 'year')}`}. They show who accepted: name, role, organization, time and hash of the text. We removed your email and network addresses from them.`,
      'Kept for as long: the use cases of your apps, as they were declared.',
      'Kept: the ledger of your reads, which proves what was read under which licence. It names the organization and the network addresses of its requests, and no person whose login is deleted.',
      'Kept: usage records and the activity log, without names. Invoices and evidence rest on them. They have no end date.',
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: ({ organization, acceptancesUntil }, { name, supportEmail, acceptancesKeptYears, counted, date }) => ({
    subject: `تم حذف ${name(organization)}`,
    paragraphs: [
      `حذفنا ${name(organization)} بناءً على طلبك وألغينا اشتراكاتها، ولم تعد مفاتيحها تعمل.`,
      'نحتفظ بالفواتير: تبقى لدى مزوّد الدفع ما دام قانون الضرائب يقتضي ذلك.',
      `نحتفظ بسجل موافقاتك على الرخص ${acceptancesUntil ? `حتى ${date(acceptancesUntil)}` : `مدة ${counted(acceptancesKeptYears, 'year')}`}. يبيّن من وافق: الاسم والصفة والمؤسسة والوقت وبصمة النص. وحذفنا منه بريدك الإلكتروني وعنوان شبكتك.`,
      'ونحتفظ للمدة نفسها بحالات استخدام تطبيقاتك كما صُرّح بها.',
      'نحتفظ بسجل القراءات، فهو دليل على ما قُرئ وبموجب أي رخصة. يذكر اسم المؤسسة وعناوين الشبكة لطلباتها، ولا يذكر من حُذف حسابه الشخصي.',
      'نحتفظ بسجل الاستهلاك وسجل النشاط دون أسماء، فعليهما تقوم الفواتير والأدلة. وليس لهما تاريخ انتهاء.',
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', organization: 'Example Ltd' },
      acceptancesUntil: '2032-12-01T00:00:00.000Z',
    },
    'of an earlier deployment': { id: 'example', accountId: 'example', organization: 'Example Ltd' },
  },
};
