import type { AccountMail } from '../mail.ts';

/** `id` names the occasion, `key` the key; `start` is the part of its secret that recognises it. */
type KeyExpires = {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly environment: 'live' | 'test';
  readonly start: string;
  readonly expiresAt: string;
};

/** The occasion: this key expires then. Another expiry of the same key is another occasion. */
export const keyExpiryOccasion = ({ key, expiresAt }: Pick<KeyExpires, 'key' | 'expiresAt'>): string =>
  `key_expires:${key}:${expiresAt}`;

/** A key expires within seven days, and nobody has revoked or rotated it. Once a key and expiry. */
export const keyExpiresMail: AccountMail<KeyExpires> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: ({ key }) => `/app/keys/${encodeURIComponent(key)}`,
  en: ({ label, environment, start, expiresAt }, { organization, date, moment }) => ({
    subject: `Your API key “${label}” expires on ${date(expiresAt)}`,
    paragraphs: [
      `Your ${environment} key “${label}” (${start}…) expires on ${moment(expiresAt)}. Requests with it then fail.`,
      'Change its last day on its page, or create a new key and switch to it before then. Rotating the key does not change when it expires.',
    ],
    label: 'View key',
    note: `You’re receiving this because ${organization} has an API key that expires soon.`,
  }),
  ar: ({ label, environment, start, expiresAt }, { organization, date, moment, name, code }) => ({
    subject: `تنتهي صلاحية مفتاح API «${name(label)}» يوم ${date(expiresAt)}`,
    paragraphs: [
      `تنتهي صلاحية ${environment === 'live' ? 'مفتاحك المباشر' : 'مفتاح الاختبار'} «${name(label)}» (${code(`${start}…`)}) يوم ${moment(expiresAt)}. بعدها تفشل الطلبات التي تستخدمه.`,
      'غيّر آخر يوم له من صفحته، أو أنشئ مفتاحًا جديدًا واستخدمه بدلًا منه قبل ذلك. استبدال المفتاح لا يغيّر موعد انتهاء صلاحيته.',
    ],
    label: 'عرض المفتاح',
    note: `تصلك هذه الرسالة لأن لدى ${organization} مفتاح API تنتهي صلاحيته قريبًا.`,
  }),
  examples: {
    '': {
      ...{ id: 'example', key: 'key_example', label: 'Production server', environment: 'live' },
      ...{ start: 'tg_live_4fGh', expiresAt: '2026-12-08T09:30:00.000Z' },
    },
    test: {
      ...{ id: 'example', key: 'key_example', label: 'Integration', environment: 'test' },
      ...{ start: 'tg_test_9kLm', expiresAt: '2026-12-08T09:30:00.000Z' },
    },
  },
};
