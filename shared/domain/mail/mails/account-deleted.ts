import type { AddressMail, OnceFields } from '../mail.ts';

type AccountDeleted = Omit<OnceFields, 'noticeId'> & { readonly organization: string };

/** The occasion of an account's deletion, which the account's own deletion must not forget. */
export const deletionNotice = 'account_deleted';

/** To the owner of an account that is deleted: there is nothing left to open. Once an account. */
export const accountDeletedMail: AddressMail<AccountDeleted> = {
  to: 'address',
  kind: 'requested',
  once: () => deletionNotice,
  link: () => null,
  en: ({ organization }, { supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `${organization} has been deleted`,
    paragraphs: [
      `As you asked, we deleted ${organization} and cancelled its subscriptions. Its keys no longer work.`,
      'As the law requires, we keep invoices and the usage ledger, without names.',
      `We keep your licence acceptances for ${counted(acceptancesKeptYears, 'year')}: name, role, organization, time and hash of the text. We removed your email and network addresses from them.`,
    ],
    note: `If you didn’t ask for this, contact us at ${supportEmail}.`,
  }),
  ar: ({ organization }, { name, supportEmail, acceptancesKeptYears, counted }) => ({
    subject: `تم حذف ${name(organization)}`,
    paragraphs: [
      `حذفنا ${name(organization)} بناءً على طلبك وألغينا اشتراكاتها، ولم تعد مفاتيحها تعمل.`,
      'نحتفظ بالفواتير ودفتر القراءات دون أسماء، كما يقتضي القانون.',
      `نحتفظ بسجل موافقاتك على الرخص مدة ${counted(acceptancesKeptYears, 'year')}. يتضمن الاسم والصفة والمؤسسة والوقت وبصمة النص. وحذفنا منه بريدك الإلكتروني وعنوان شبكتك.`,
    ],
    note: `إن لم تطلب ذلك فتواصل معنا على ${supportEmail}.`,
  }),
  examples: { '': { id: 'example', accountId: 'example', organization: 'Example Ltd' } },
};
