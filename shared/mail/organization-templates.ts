import type { Language } from '../domain/accounts/account.ts';
import { dayText } from './day-text.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Failing = Words & {
  readonly domain: string;
  readonly state: 'failing' | 'lost';
  /** When a proof that is failing is lost. */
  readonly losesAt: string | null;
};

/** The record that proves an organization's domain is not found any more: what follows, and when. */
export function domainProofFailing({ site, language, link, domain, state, losesAt }: Failing): Content {
  const date = losesAt === null ? '' : dayText(language, losesAt);
  const name = language === 'ar' ? `\u2066${domain}\u2069` : domain;
  const texts: Record<Language, Record<Failing['state'], Pick<Content, 'subject' | 'paragraphs'>>> = {
    en: {
      failing: {
        subject: `The record that proves ${name} is gone`,
        paragraphs: [
          `We look regularly for the TXT record that proves that ${name} is yours, and do not find it any more.`,
          `Your mark at ${site} is shown on until ${date}. If the record is not there by then, the mark is hidden, and those of your affiliates with it, until it is.`,
        ],
      },
      lost: {
        subject: `Your mark is hidden: ${name} is no longer proven`,
        paragraphs: [
          `The TXT record that proves that ${name} is yours has been missing for too long. Your mark at ${site} is hidden, and so are those of your affiliates.`,
          'Put the record back and check it from your dashboard: the marks are shown again at once.',
        ],
      },
    },
    ar: {
      failing: {
        subject: `لم نعد نجد السجل الذي يثبت ${name}`,
        paragraphs: [
          `نبحث بانتظام عن سجل TXT الذي يثبت أن النطاق ${name} لك، ولم نعد نجده.`,
          `تبقى شارتك لدى \u2068${site}\u2069 ظاهرة حتى ${date}. وإن لم يُعَد السجل حتى ذلك الحين تُخفى الشارة وشارات المنتسبين إليك معها إلى أن يعود.`,
        ],
      },
      lost: {
        subject: `أُخفيت شارتك: لم يعد ${name} مثبتًا`,
        paragraphs: [
          `غاب سجل TXT الذي يثبت أن النطاق ${name} لك مدة طويلة. أُخفيت شارتك لدى \u2068${site}\u2069، ومعها شارات المنتسبين إليك.`,
          'أعد السجل ثم تحقق منه من لوحة التحكم: تظهر الشارات من جديد في الحال.',
        ],
      },
    },
  };
  return { ...texts[language][state], ...frame({ site, language, link }) };
}

const frame = ({ site, language, link }: Words): Pick<Content, 'action' | 'note'> =>
  ({
    en: {
      action: { label: 'Open your dashboard', link },
      note: `You get this mail because your organization holds a badge at ${site}.`,
    },
    ar: {
      action: { label: 'افتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن مؤسستك تحمل شارة لدى \u2068${site}\u2069.`,
    },
  })[language];

type Invited = Words & { readonly organization: string; readonly page: string };

/** To somebody whom an organization wants to vouch for, whether or not they have an account. */
export function affiliateInvited({ site, language, link, organization, page }: Invited): Content {
  const texts: Record<Language, Content> = {
    en: {
      subject: `${organization} wants to vouch for you at ${site}`,
      paragraphs: [
        `${organization} (${page}) invites you to carry a mark at ${site} that says that you are one of its people. It costs you nothing.`,
        'Sign in, or sign up, with this address to accept or decline.',
      ],
      action: { label: 'See the invitation', link },
      note: 'If you do not know them, ignore this mail: nothing happens.',
    },
    ar: {
      subject: `تريد \u2068${organization}\u2069 أن تشهد لك لدى \u2068${site}\u2069`,
      paragraphs: [
        `تدعوك \u2068${organization}\u2069 (\u2066${page}\u2069) إلى حمل شارة لدى \u2068${site}\u2069 تقول إنك من أفرادها. لا يكلفك ذلك شيئًا.`,
        'سجّل الدخول أو أنشئ حسابًا بهذا العنوان لتقبل أو ترفض.',
      ],
      action: { label: 'عرض الدعوة', link },
      note: 'إن كنت لا تعرفهم فتجاهل هذه الرسالة ولن يحدث شيء.',
    },
  };
  return texts[language];
}

/** To an affiliate whose seat the organization took away: their badge is not shown any more. */
export function affiliateRemoved({ site, language, link, organization }: Omit<Invited, 'page'>): Content {
  const texts: Record<Language, Content> = {
    en: {
      subject: `${organization} no longer vouches for you at ${site}`,
      paragraphs: [
        `${organization} removed you from its affiliates at ${site}. Your badge from ${organization} is no longer shown.`,
        `If this is a mistake, ask ${organization} to invite you again. A badge of your own is not affected.`,
      ],
      action: { label: 'See your badges', link },
      note: `You get this email because ${organization} vouched for you at ${site}.`,
    },
    ar: {
      subject: `لم تعد \u2068${organization}\u2069 تشهد لك لدى \u2068${site}\u2069`,
      paragraphs: [
        `أزالتك \u2068${organization}\u2069 من قائمة منتسبيها لدى \u2068${site}\u2069، ولم تعد شارتك منها ظاهرة.`,
        `إن كان ذلك خطأً فاطلب من \u2068${organization}\u2069 أن تدعوك من جديد. لا يؤثر ذلك في أي شارة تخصك وحدك.`,
      ],
      action: { label: 'عرض شاراتك', link },
      note: `تصلك هذه الرسالة لأن \u2068${organization}\u2069 كانت تشهد لك لدى \u2068${site}\u2069.`,
    },
  };
  return texts[language];
}
