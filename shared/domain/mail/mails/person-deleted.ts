import type { AddressMail, OnceFields } from '../mail.ts';

/** To a person whose login is deleted: there is nothing left to open. Once a person. */
export const personDeletedMail: AddressMail<Omit<OnceFields, 'noticeId'>> = {
  to: 'address',
  kind: 'requested',
  once: () => 'person_deleted',
  link: () => null,
  en: (_, { site, supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `Your login at ${site} has been deleted`,
    paragraphs: [
      'As you asked, we deleted your login, its sessions and passkeys, and ended your memberships.',
      'Kept: licence acceptances that you gave for an organization. They show who accepted: name, role, time and hash of the text.',
      `They stay while the organization exists and ${counted(acceptancesKeptYears, 'year')} longer. We removed your email and network addresses from them.`,
      'Kept: the activity log of an organization, while the organization exists. We replaced your name with an id.',
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: (_, { site, supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `تم حذف حسابك لدى ${site}`,
    paragraphs: [
      'حذفنا بناءً على طلبك تسجيل دخولك وجلساتك ومفاتيح المرور، وأنهينا عضوياتك.',
      'نحتفظ بالموافقات على الرخص التي قدّمتها باسم مؤسسة. تبيّن من وافق: الاسم والصفة والوقت وبصمة النص.',
      `تبقى ما دامت المؤسسة قائمة ومدة ${counted(acceptancesKeptYears, 'year')} بعدها. وحذفنا منها بريدك الإلكتروني وعنوان شبكتك.`,
      'نحتفظ بسجل نشاط المؤسسة ما دامت قائمة، واستبدلنا فيه اسمك برمز.',
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: { '': { id: 'example', accountId: 'example' } },
};
