import { type Language, linkMinutes } from '../domain/accounts/account.ts';
import type { Content } from './render.ts';

/** The values that every mail has; `link` is where its button leads. */
export type Words = { readonly site: string; readonly language: Language; readonly link: string };
type Texts = Record<Language, Content>;

const unasked: Record<Language, string> = {
  en: `The link works once, for ${linkMinutes} minutes. If you did not ask for it, ignore this email: nothing happens.`,
  ar: `يعمل الرابط مرة واحدة ولمدة ${linkMinutes} دقيقة. إن لم تطلبه فتجاهل هذه الرسالة ولن يحدث شيء.`,
};

/** The link that signs in to an account that exists. */
export function signIn({ site, language, link }: Words): Content {
  const texts: Texts = {
    en: {
      subject: `Sign in to ${site}`,
      paragraphs: [`Use this link to sign in to ${site}.`],
      action: { label: 'Sign in', link },
      note: unasked.en,
    },
    ar: {
      subject: `رابط الدخول إلى \u2068${site}\u2069`,
      paragraphs: [`استخدم هذا الرابط لتسجيل الدخول إلى \u2068${site}\u2069.`],
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
      subject: `Confirm your email address for ${site}`,
      paragraphs: [`Welcome to ${site}. Confirm your email address to finish creating your account.`],
      action: { label: 'Confirm and sign in', link },
      note: unasked.en,
    },
    ar: {
      subject: `أكّد بريدك الإلكتروني لبدء استخدام \u2068${site}\u2069`,
      paragraphs: [`مرحبًا بك في \u2068${site}\u2069. أكّد بريدك الإلكتروني لإكمال إنشاء حسابك.`],
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
      subject: `No account at ${site} for this email address`,
      paragraphs: [
        `Someone tried to sign in to ${site} with this email address, but it has no account. You can create one now.`,
      ],
      action: { label: 'Create an account', link },
      note: 'If it was not you, ignore this email: nothing happens.',
    },
    ar: {
      subject: `لا يوجد حساب في \u2068${site}\u2069 بهذا البريد`,
      paragraphs: [
        `حاول أحدهم تسجيل الدخول إلى \u2068${site}\u2069 بهذا البريد، لكنه غير مسجّل. يمكنك إنشاء حساب الآن.`,
      ],
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

/** A number of years after «مدة»: one and two are words, three to ten take the plural. */
function yearsInArabic(years: number): string {
  const forms = { one: 'سنة واحدة', two: 'سنتين', few: `${years} سنوات` };
  const form = new Intl.PluralRules('ar').select(years);
  return form in forms ? forms[form as keyof typeof forms] : `${years} سنة`;
}

/** To somebody whose account is no more: there is nothing left to open. */
export function accountDeleted(deleted: Deleted): Content {
  const { site, language, organization, supportEmail, acceptancesKeptYears: years } = deleted;
  const texts: Texts = {
    en: {
      subject: 'Your account is deleted',
      paragraphs: [
        `As you asked, we deleted ${organization} at ${site} and cancelled its subscriptions. Its keys no longer work.`,
        'As the law requires, we keep invoices and the usage ledger, without names.',
        `We keep your licence acceptances for ${years} ${years === 1 ? 'year' : 'years'}: name, role, organization, time and hash of the text. We removed your email and network addresses from them.`,
      ],
      note: `If you did not ask for this, contact us at ${supportEmail}.`,
    },
    ar: {
      subject: 'تم حذف حسابك',
      paragraphs: [
        `حذفنا \u2068${organization}\u2069 من \u2068${site}\u2069 بناءً على طلبك وألغينا اشتراكاتها، ولم تعد مفاتيحها تعمل.`,
        'نحتفظ بالفواتير ودفتر القراءات دون أسماء، كما يقتضي القانون.',
        `نحتفظ بسجل موافقاتك على الرخص مدة ${yearsInArabic(years)}. يتضمن الاسم والصفة والمؤسسة والوقت وبصمة النص. وحذفنا منه بريدك الإلكتروني وعنوان شبكتك.`,
      ],
      note: `إن لم تطلب ذلك فتواصل معنا على \u2066${supportEmail}\u2069.`,
    },
  };
  return texts[language];
}
