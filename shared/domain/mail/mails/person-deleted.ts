import type { AddressMail, OnceFields } from '../mail.ts';

/** To a person whose login is deleted: there is nothing left to open. Once a person. */
export const personDeletedMail: AddressMail<Omit<OnceFields, 'noticeId'>> = {
  to: 'address',
  kind: 'requested',
  once: () => 'person_deleted',
  link: () => null,
  en: (_, { site, supportEmail }) => ({
    subject: `Your login at ${site} has been deleted`,
    paragraphs: [
      'As you asked, we deleted your login, its sessions and passkeys, and ended your memberships.',
      'We keep the licence acceptances that you gave for an organization, as long as it exists and for the licence’s time after that. They hold name, role, time and hash of the text. We removed your email and network addresses.',
      'The activity log of an organization stays as long as the organization exists. We replaced your name with an id.',
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: (_, { site, supportEmail }) => ({
    subject: `تم حذف حسابك لدى ${site}`,
    paragraphs: [
      'حذفنا بناءً على طلبك تسجيل دخولك وجلساتك ومفاتيح المرور، وأنهينا عضوياتك.',
      'نحتفظ بالموافقات على الرخص التي قدّمتها باسم مؤسسة ما دامت المؤسسة قائمة، ثم مدة الرخصة. تتضمن الاسم والصفة والوقت وبصمة النص. وحذفنا منها بريدك الإلكتروني وعنوان شبكتك.',
      'يبقى سجل المؤسسة ما دامت قائمة، واستبدلنا فيه اسمك برمز.',
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: { '': { id: 'example', accountId: 'example' } },
};
