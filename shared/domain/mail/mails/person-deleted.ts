import { backupsKeptDays } from '../../evidence/retention.ts';
import type { AddressMail, OnceFields } from '../mail.ts';

/** `held`: an organization of theirs is under a legal hold. */
type PersonDeleted = Omit<OnceFields, 'noticeId'> & { readonly held?: boolean };

const heldInEnglish =
  'An organization that you belonged to is under a legal hold. Until we release it, its acceptances name you, with role, email and network address (GDPR Article 17(3)(e)). After the release we erase them without another request.';
const heldInArabic =
  'مؤسسة كنت عضوًا فيها خاضعة لحفظ قانوني. إلى أن نرفعه تذكر موافقاتها اسمك وصفتك وبريدك الإلكتروني وعنوان شبكتك (المادة 17(3)(هـ) من اللائحة الأوروبية). وبعد رفعه نمحو ذلك دون طلب آخر.';

/** To a person whose login is deleted: there is nothing left to open. Once a person. */
export const personDeletedMail: AddressMail<PersonDeleted> = {
  to: 'address',
  kind: 'requested',
  once: () => 'person_deleted',
  link: () => null,
  en: ({ held }, { site, supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `Your login at ${site} has been deleted`,
    paragraphs: [
      'As you asked, we deleted your login, its sessions and passkeys, and ended your memberships.',
      'Kept: licence acceptances that you gave for an organization. They show who accepted: name, role, time and hash of the text.',
      `They stay while the organization exists and ${counted(acceptancesKeptYears, 'year')} longer. ${held ? '' : 'We removed your email and network addresses from them.'}`.trim(),
      'Kept: the activity log of an organization, while the organization exists. We replaced your name with an id.',
      `Backups of our database have all that was erased for ${counted(backupsKeptDays, 'day')} more. The deletion is complete after that.`,
      ...(held ? [heldInEnglish] : []),
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: ({ held }, { site, supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `تم حذف حسابك لدى ${site}`,
    paragraphs: [
      'حذفنا بناءً على طلبك تسجيل دخولك وجلساتك ومفاتيح المرور، وأنهينا عضوياتك.',
      'نحتفظ بالموافقات على الرخص التي قدّمتها باسم مؤسسة. تبيّن من وافق: الاسم والصفة والوقت وبصمة النص.',
      `تبقى ما دامت المؤسسة قائمة ومدة ${counted(acceptancesKeptYears, 'year')} بعدها.${held ? '' : ' وحذفنا منها بريدك الإلكتروني وعنوان شبكتك.'}`,
      'نحتفظ بسجل نشاط المؤسسة ما دامت قائمة، واستبدلنا فيه اسمك برمز.',
      `تبقى كل البيانات الممحوّة في نُسخ قاعدة بياناتنا الاحتياطية مدة ${counted(backupsKeptDays, 'day')} أخرى، وبعدها يكتمل الحذف.`,
      ...(held ? [heldInArabic] : []),
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: {
    '': { id: 'example', accountId: 'example' },
    'under a legal hold': { id: 'example', accountId: 'example', held: true },
  },
};
