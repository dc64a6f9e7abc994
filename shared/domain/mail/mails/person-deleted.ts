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
      'Licence acceptances that you gave for an organization: the organization keeps your name, role, time and hash of the text, as long as the licence requires. We removed your email and network addresses.',
      'The trail of an organization: it keeps what was done and when, for as long as the organization exists. We replaced your name with an id.',
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: (_, { site, name, supportEmail }) => ({
    subject: `تم حذف حسابك لدى ${name(site)}`,
    paragraphs: [
      'حذفنا بناءً على طلبك تسجيل دخولك وجلساتك ومفاتيح المرور، وأنهينا عضوياتك.',
      'الموافقات على الرخص التي قدّمتها باسم مؤسسة: تحتفظ المؤسسة باسمك وصفتك والوقت وبصمة النص ما دامت الرخصة تتطلب ذلك. وحذفنا بريدك الإلكتروني وعنوان شبكتك.',
      'سجل المؤسسة: يبقى فيه ما جرى ومتى، ما دامت المؤسسة قائمة. واستبدلنا اسمك برمز.',
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: { '': { id: 'example', accountId: 'example' } },
};
