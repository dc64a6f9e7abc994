import type { Language } from '../domain/accounts/account.ts';
import { dayText } from './day-text.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Ended = { readonly host: string; readonly because: 'gone' | 'failing'; readonly since: string };

/** A webhook was disabled: why, and how to enable it again. */
export function webhookDisabled({ site, language, link }: Words, { host, because, since }: Ended): Content {
  const date = dayText(language, since);
  const reason = {
    en: {
      gone: 'It answered 410 Gone, which asks us to stop.',
      failing: `Every delivery since ${date} failed.`,
    },
    ar: {
      gone: 'أجاب بالرمز \u2066410 Gone\u2069، وهو طلب بالتوقف.',
      failing: `فشلت كل عمليات الإرسال منذ ${date}.`,
    },
  }[language][because];
  const texts: Record<Language, Content> = {
    en: {
      subject: `Your webhook at ${host} is disabled`,
      paragraphs: [
        `We stopped sending events from ${site} to your webhook at ${host}. ${reason}`,
        'Once it can receive again, enable it on your dashboard. There you can also resend events of the last 30 days.',
      ],
      action: { label: 'View webhooks', link },
      note: `You’re receiving this email because a webhook is registered at ${site}.`,
    },
    ar: {
      subject: `عطّلنا الويب هوك على \u2066${host}\u2069`,
      paragraphs: [
        `أوقفنا إرسال أحداث \u2068${site}\u2069 إلى الويب هوك على \u2066${host}\u2069. ${reason}`,
        'حين يمكنه الاستقبال من جديد فعّله من لوحة التحكم. ويمكنك هناك إعادة إرسال أحداث آخر 30 يومًا.',
      ],
      action: { label: 'عرض الويب هوك', link },
      note: `تصلك هذه الرسالة لأن ويب هوك مسجَّل في \u2068${site}\u2069.`,
    },
  };
  return texts[language];
}
