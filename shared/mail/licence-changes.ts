import type { Language } from '../domain/accounts/account.ts';
import { dayText } from './day-text.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Change = Words & {
  readonly title: string;
  /** Where the new text is read. */
  readonly text: string;
  readonly inForceFrom: string;
};

/** A licence has a new version: from when keys need it, and where it is read and accepted. */
export function licenceChanges({ site, language, link, title, text, inForceFrom }: Change): Content {
  const date = dayText(language, inForceFrom);
  const texts: Record<Language, Content> = {
    en: {
      subject: `${title} changes on ${date}`,
      paragraphs: [
        `${site} publishes a new version of “${title}”. It comes into force on ${date}, at 00:00 UTC.`,
        'Accept it before then. From that day, keys for its data stop until a member of your organization accepts it.',
        `Read the new text: ${text}`,
      ],
      action: { label: 'Read and accept', link },
      note: `You’re receiving this email because you accepted an earlier version at ${site}.`,
    },
    ar: {
      subject: `تتغيّر \u2068${title}\u2069 في ${date}`,
      paragraphs: [
        `نشر \u2068${site}\u2069 إصدارًا جديدًا من «\u2068${title}\u2069». يسري في ${date} الساعة \u206600:00 UTC\u2069.`,
        'وافق عليه قبل هذا الموعد. ابتداءً منه تتوقف مفاتيح بياناتها حتى يوافق عليه أحد أعضاء مؤسستك.',
        `اقرأ النص الجديد: \u2066${text}\u2069`,
      ],
      action: { label: 'القراءة والموافقة', link },
      note: `تصلك هذه الرسالة لأنك وافقت على إصدار سابق في \u2068${site}\u2069.`,
    },
  };
  return texts[language];
}
