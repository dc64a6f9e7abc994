import type { Language } from '../domain/accounts/account.ts';
import { dayText } from './day-text.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Ended = { readonly host: string; readonly because: 'gone' | 'failing'; readonly since: string };

/** Nothing is sent to a webhook any more: why, and what to do about it. */
export function webhookDisabled({ site, language, link }: Words, { host, because, since }: Ended): Content {
  const date = dayText(language, since);
  const reason = {
    en: {
      gone: `It answered 410 Gone, which asks us to stop.`,
      failing: `Everything that was sent to it since ${date} has failed.`,
    },
    ar: {
      gone: 'لقد أجاب بـ ‎410 Gone‎، وهو طلب بالتوقف.',
      failing: `فشل كل ما أُرسل إليه منذ ${date}.`,
    },
  }[language][because];
  const texts: Record<Language, Content> = {
    en: {
      subject: `Your webhook at ${host} is disabled`,
      paragraphs: [
        `${site} no longer sends events to your webhook at ${host}. ${reason}`,
        'When it can receive again, enable it. What did not arrive in the last 30 days can be sent again from there.',
      ],
      action: { label: 'See your webhooks', link },
      note: `You get this mail because a webhook is registered at ${site}.`,
    },
    ar: {
      subject: `عُطّل الويب هوك لدى \u2066${host}\u2069`,
      paragraphs: [
        `لم يعد \u2068${site}\u2069 يرسل الأحداث إلى الويب هوك الخاص بك لدى \u2066${host}\u2069. ${reason}`,
        'عندما يصبح قادرًا على الاستقبال من جديد، فعّله. ويمكن من هناك إعادة إرسال ما لم يصل في آخر 30 يومًا.',
      ],
      action: { label: 'عرض الويب هوك', link },
      note: `تصلك هذه الرسالة لأن ويب هوك مسجَّل لدى \u2068${site}\u2069.`,
    },
  };
  return texts[language];
}
