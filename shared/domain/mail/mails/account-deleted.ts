import { backupsKeptDays } from '../../evidence/retention.ts';
import type { AddressMail, OnceFields } from '../mail.ts';

/** `acceptancesUntil`: ISO-8601 UTC; absent in a message of an earlier deployment. `held`: the organization is under a legal hold. */
type AccountDeleted = Omit<OnceFields, 'noticeId'> & {
  readonly organization: string;
  readonly acceptancesUntil?: string;
  readonly held?: boolean;
};

/** The occasion of an account's deletion, which the account's own deletion must not forget. */
export const deletionNotice = 'account_deleted';

const heldInEnglish =
  'The organization is under a legal hold. Until we release it, its acceptances keep email and network address, and its use cases have no end date. People in the ledger stay readable (GDPR Article 17(3)(e)). After the release we erase these without another request.';
const heldInArabic =
  'المؤسسة خاضعة لحفظ قانوني. إلى أن نرفعه يبقى في موافقاتها البريد الإلكتروني وعنوان الشبكة، وتبقى أغراض استخدامها دون تاريخ انتهاء. ويبقى من ورد في سجل القراءات من أشخاص مقروءًا (المادة 17(3)(هـ) من اللائحة الأوروبية). وبعد رفعه نمحو ذلك دون طلب آخر.';

/** To the members' address of an organization that is deleted: there is nothing left to open. It lists what is kept, why and until when. Once an account. */
export const accountDeletedMail: AddressMail<AccountDeleted> = {
  to: 'address',
  kind: 'requested',
  once: () => deletionNotice,
  link: () => null,
  en: ({ organization, acceptancesUntil, held }, { supportEmail, acceptancesKeptYears, counted, date }) => ({
    subject: `${organization} has been deleted`,
    paragraphs: [
      `As you asked, we deleted ${organization} and cancelled its subscriptions. Its keys no longer work.`,
      'Kept: invoices. Stripe keeps them for as long as tax law requires.',
      `Kept: licence acceptances, ${acceptancesUntil ? `until ${date(acceptancesUntil)}` : `for ${counted(acceptancesKeptYears, 'year')}`}. They show who accepted: name, role, organization, time and hash of the text.${held ? '' : ' We removed your email and network addresses from them.'}`,
      'Kept for as long: the use cases of your apps, as they were declared.',
      'Kept: the ledger of your reads, which proves what was read under which licence. It names the organization and the network addresses of its requests, and no person whose login is deleted.',
      'Kept: usage records and the activity log, without names. Invoices and evidence rest on them. They have no end date.',
      `Backups of our database have all that was erased for ${counted(backupsKeptDays, 'day')} more. The deletion is complete after that.`,
      ...(held ? [heldInEnglish] : []),
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: ({ organization, acceptancesUntil, held }, { name, supportEmail, acceptancesKeptYears, counted, date }) => ({
    subject: `تم حذف ${name(organization)}`,
    paragraphs: [
      `حذفنا ${name(organization)} بناءً على طلبك وألغينا اشتراكاتها، ولم تعد مفاتيحها تعمل.`,
      'نحتفظ بالفواتير: تبقى لدى مزوّد الدفع ما دام قانون الضرائب يقتضي ذلك.',
      `نحتفظ بسجل موافقاتك على الرخص ${acceptancesUntil ? `حتى ${date(acceptancesUntil)}` : `مدة ${counted(acceptancesKeptYears, 'year')}`}. يبيّن من وافق: الاسم والصفة والمؤسسة والوقت وبصمة النص.${held ? '' : ' وحذفنا منه بريدك الإلكتروني وعنوان شبكتك.'}`,
      'ونحتفظ للمدة نفسها بأغراض استخدام تطبيقاتك كما صرّحت بها.',
      'نحتفظ بسجل القراءات، فهو دليل على ما قُرئ وبموجب أي رخصة. يذكر اسم المؤسسة وعناوين الشبكة لطلباتها، ولا يذكر من حُذف حسابه الشخصي.',
      'نحتفظ بسجل الاستهلاك وسجل النشاط دون أسماء، فعليهما تقوم الفواتير والأدلة. وليس لهما تاريخ انتهاء.',
      `تبقى كل البيانات الممحوّة في نُسخ قاعدة بياناتنا الاحتياطية مدة ${counted(backupsKeptDays, 'day')} أخرى، وبعدها يكتمل الحذف.`,
      ...(held ? [heldInArabic] : []),
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', organization: 'Example Ltd' },
      acceptancesUntil: '2032-12-01T00:00:00.000Z',
    },
    'under a legal hold': {
      ...{ id: 'example', accountId: 'example', organization: 'Example Ltd', held: true },
      acceptancesUntil: '2033-12-01T00:00:00.000Z',
    },
    'of an earlier deployment': { id: 'example', accountId: 'example', organization: 'Example Ltd' },
  },
};
