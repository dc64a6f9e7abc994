import { operators } from '../../webhooks/webhook.ts';
import type { AddressMail, OnceFields } from '../mail.ts';

/** `accountId` is the webhook's owner: an account or the operators. */
type WebhookDisabled = OnceFields & {
  readonly host: string;
  /** It answered that it is gone, or every delivery failed since `since`. */
  readonly because: 'gone' | 'failing';
  readonly since: string;
};

type Disabled = { readonly id: string; readonly version: number };

/** The occasion: this version of a webhook is disabled. Each reader of the owner's is mailed. */
export const webhookOccasion = ({ id, version }: Disabled, reader: string): string =>
  `webhook_disabled:${id}:${version}:${reader}`;

const example = {
  ...{ id: 'example', accountId: 'example', noticeId: 'example' },
  ...{ host: 'hooks.example.com', since: '2026-12-01T09:30:00.000Z' },
};

/** To the account, or to every operator, whose webhook we disabled. Once an end. */
export const webhookDisabledMail: AddressMail<WebhookDisabled> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: ({ accountId }) => (accountId === operators ? '/console/webhooks' : '/app/webhooks'),
  en: ({ host, because, since }, { date }) => ({
    subject: `We disabled your webhook at ${host}`,
    paragraphs: [
      because === 'gone'
        ? `We stopped sending events to ${host}: it answered 410 Gone.`
        : `We stopped sending events to ${host}: every delivery since ${date(since)} failed.`,
      'Once it can receive again, enable it on your dashboard. There you can also resend events of the last 30 days.',
    ],
    label: 'View webhooks',
    note: 'You’re receiving this because you added this webhook.',
  }),
  ar: ({ host, because, since }, { date, code }) => ({
    subject: `عطّلنا الويب هوك على ${code(host)}`,
    paragraphs: [
      because === 'gone'
        ? `أوقفنا إرسال الأحداث إلى ${code(host)}: أجاب بالرمز 410.`
        : `أوقفنا إرسال الأحداث إلى ${code(host)}: فشلت كل المحاولات منذ ${date(since)}.`,
      'حين يمكنه الاستقبال من جديد فعّله من لوحة التحكم. ويمكنك هناك إعادة إرسال أحداث آخر 30 يومًا.',
    ],
    label: 'عرض الويب هوك',
    note: 'تصلك هذه الرسالة لأنك أضفت هذا الويب هوك.',
  }),
  examples: { failing: { ...example, because: 'failing' }, gone: { ...example, because: 'gone' } },
};
