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
        subject: `DNS record for ${name} is missing`,
        paragraphs: [
          `We can’t find the TXT record that verifies ${name} any more.`,
          `Restore it by ${date}, or we hide your badge and your affiliates’ badges at ${site}.`,
        ],
      },
      lost: {
        subject: `Your badge is hidden: ${name} is no longer verified`,
        paragraphs: [
          `The TXT record for ${name} was missing too long, so we hid your badge and your affiliates’ badges at ${site}.`,
          'Restore the record and check it on your dashboard. The badges then show again immediately.',
        ],
      },
    },
    ar: {
      failing: {
        subject: `سجل DNS للنطاق ${name} مفقود`,
        paragraphs: [
          `لم نعد نجد سجل TXT الذي يثبت ملكيتك للنطاق ${name}.`,
          `أعده قبل ${date} حتى لا تختفي شارتك وشارات المنتسبين إليك على \u2068${site}\u2069.`,
        ],
      },
      lost: {
        subject: `شارتك مخفية: لم تعد ملكية ${name} مُثبتة`,
        paragraphs: [
          `غاب سجل TXT للنطاق ${name} مدة طويلة، فأخفينا شارتك وشارات المنتسبين إليك على \u2068${site}\u2069.`,
          'أعد السجل ثم تحقّق منه من لوحة التحكم، فتظهر الشارات من جديد فورًا.',
        ],
      },
    },
  };
  return { ...texts[language][state], ...frame({ site, language, link }) };
}

const frame = ({ site, language, link }: Words): Pick<Content, 'action' | 'note'> =>
  ({
    en: {
      action: { label: 'Open dashboard', link },
      note: `You’re receiving this email because your organization has a badge at ${site}.`,
    },
    ar: {
      action: { label: 'فتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن لمؤسستك شارة على \u2068${site}\u2069.`,
    },
  })[language];

type Invited = Words & { readonly organization: string; readonly page: string };

/** To somebody whom an organization invites to be its affiliate, whether or not they have an account. */
export function affiliateInvited({ site, language, link, organization, page }: Invited): Content {
  const texts: Record<Language, Content> = {
    en: {
      subject: `${organization} invited you to become an affiliate`,
      paragraphs: [
        `${organization} (${page}) invited you to show its affiliate badge at ${site}. It costs you nothing.`,
        'To accept or decline, sign in or create an account with this email address.',
      ],
      action: { label: 'View invitation', link },
      note: 'If you don’t know them, ignore this email: nothing happens.',
    },
    ar: {
      subject: `دعوة للانتساب إلى \u2068${organization}\u2069`,
      paragraphs: [
        `تدعوك \u2068${organization}\u2069 (\u2066${page}\u2069) إلى عرض شارة الانتساب إليها على \u2068${site}\u2069. لا يكلّفك ذلك شيئًا.`,
        'لقبول الدعوة أو الاعتذار عنها، سجّل الدخول أو أنشئ حسابًا بهذا البريد.',
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
      subject: `${organization} removed you from its affiliates`,
      paragraphs: [
        `${organization} removed you from its affiliates at ${site}. Your badge from ${organization} is no longer shown.`,
        `If this is a mistake, ask ${organization} to invite you again. A badge of your own is not affected.`,
      ],
      action: { label: 'View badges', link },
      note: `You’re receiving this email because you were an affiliate of ${organization} at ${site}.`,
    },
    ar: {
      subject: `أزالتك \u2068${organization}\u2069 من منتسبيها`,
      paragraphs: [
        `أزالتك \u2068${organization}\u2069 من منتسبيها على \u2068${site}\u2069، ولم تعد شارتك منها ظاهرة.`,
        `إن كان ذلك خطأً فاطلب من \u2068${organization}\u2069 أن تدعوك من جديد. لا يؤثر ذلك في أي شارة تخصك وحدك.`,
      ],
      action: { label: 'عرض شاراتك', link },
      note: `تصلك هذه الرسالة لأنك كنت منتسبًا إلى \u2068${organization}\u2069 على \u2068${site}\u2069.`,
    },
  };
  return texts[language];
}
