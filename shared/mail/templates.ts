import { type Language, linkMinutes } from '../domain/accounts/account.ts';
import type { Content } from './render.ts';

/** What every mail knows; `link` is where its button goes. */
export type Words = { readonly site: string; readonly language: Language; readonly link: string };
type Texts = Record<Language, Content>;

const unasked: Record<Language, string> = {
  en: `The link works once, for ${linkMinutes} minutes. If you did not ask for it, ignore this mail: nothing happens.`,
  ar: `يعمل الرابط مرة واحدة ولمدة ${linkMinutes} دقيقة. إن لم تطلبه فتجاهل هذه الرسالة ولن يحدث شيء.`,
};

/** The link that signs in to an account that exists. */
export function signIn({ site, language, link }: Words): Content {
  const texts: Texts = {
    en: {
      subject: `Sign in to ${site}`,
      paragraphs: [`Here is your link to sign in to ${site}.`],
      action: { label: 'Sign in', link },
      note: unasked.en,
    },
    ar: {
      subject: `تسجيل الدخول إلى ${site}`,
      paragraphs: [`هذا رابط تسجيل دخولك إلى ${site}.`],
      action: { label: 'تسجيل الدخول', link },
      note: unasked.ar,
    },
  };
  return texts[language];
}

/** The link that makes an account. */
export function signUp({ site, language, link }: Words): Content {
  const texts: Texts = {
    en: {
      subject: `Confirm your address for ${site}`,
      paragraphs: [`Welcome to ${site}. Confirm that this address is yours, and your account is ready.`],
      action: { label: 'Confirm and sign in', link },
      note: unasked.en,
    },
    ar: {
      subject: `أكّد عنوانك لدى ${site}`,
      paragraphs: [`مرحبًا بك في ${site}. أكّد أن هذا العنوان لك ويصبح حسابك جاهزًا.`],
      action: { label: 'تأكيد وتسجيل الدخول', link },
      note: unasked.ar,
    },
  };
  return texts[language];
}

/** To an address that asked to sign in and has no account. */
export function noAccount({ site, language, link }: Words): Content {
  const texts: Texts = {
    en: {
      subject: `No account at ${site}`,
      paragraphs: [`Somebody asked to sign in to ${site} with this address, but it has no account there.`],
      action: { label: 'Make an account', link },
      note: 'If it was not you, ignore this mail: nothing happens.',
    },
    ar: {
      subject: `لا يوجد حساب لدى ${site}`,
      paragraphs: [`طلب أحدهم تسجيل الدخول إلى ${site} بهذا العنوان، لكن لا حساب له هناك.`],
      action: { label: 'إنشاء حساب', link },
      note: 'إن لم تكن أنت فتجاهل هذه الرسالة ولن يحدث شيء.',
    },
  };
  return texts[language];
}

type Deleted = Omit<Words, 'link'> & {
  readonly organization: string;
  readonly supportEmail: string;
  readonly acceptancesKeptYears: number;
};

/** To somebody whose account is no more: there is nothing left to open. */
export function accountDeleted(deleted: Deleted): Content {
  const { site, language, organization, supportEmail, acceptancesKeptYears: years } = deleted;
  const texts: Texts = {
    en: {
      subject: 'Your account is deleted',
      paragraphs: [
        `The account of ${organization} at ${site} is deleted, as you asked. Its subscriptions are cancelled, and its keys no longer work.`,
        'What the law or our records need is kept: invoices, and the ledger of what was read, without names.',
        `Who accepted a licence, as what, for which organization and when is kept for ${years} years. E-mail and network addresses are removed.`,
      ],
      note: `If you did not ask for this, write to ${supportEmail}.`,
    },
    ar: {
      subject: 'حُذف حسابك',
      paragraphs: [
        `حُذف حساب \u2068${organization}\u2069 لدى \u2068${site}\u2069 كما طلبت. أُلغيت اشتراكاته ولم تعد مفاتيحه تعمل.`,
        'نحتفظ بما يلزم قانونًا أو لسجلاتنا: الفواتير وسجل ما قُرئ، دون أسماء.',
        `نحتفظ بسجل قبول الرخص، أي من قبلها وبأي صفة ولأي مؤسسة ومتى، لهذه المدة بالسنوات: ${years}. وحذفنا منه عناوين البريد والشبكة.`,
      ],
      note: `إن لم تطلب ذلك فاكتب إلى \u2066${supportEmail}\u2069.`,
    },
  };
  return texts[language];
}
