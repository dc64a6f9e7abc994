import type { AccountMail, NoticeFields } from '../mail.ts';
import { subscriptionNote } from '../notes.ts';

/** So much of the period's allowance is used; a new period begins at `renewsAt`. */
type UsageReached = NoticeFields & {
  readonly percent: 80 | 100;
  readonly allowance: number;
  readonly unit: 'record' | 'request';
  /** Usage past the allowance is served and billed. */
  readonly overage: boolean;
  readonly renewsAt: string;
};

const follows = ({ percent, overage }: UsageReached) => (overage ? 'billed' : percent === 100 ? 'failing' : 'to fail');

const english = {
  billed: (until: string) => `Requests continue, and we bill the extra usage. A new period begins on ${until}.`,
  failing: (until: string) => `Requests fail until ${until}. Upgrading your plan restores access immediately.`,
  'to fail': (until: string) =>
    `Once your allowance is used up, requests fail until ${until}. Upgrading your plan raises your allowance immediately.`,
};

const arabic = {
  billed: (until: string) => `تستمر الطلبات، ونضيف الاستهلاك الإضافي إلى فاتورتك. تبدأ فترة جديدة في ${until}.`,
  failing: (until: string) => `تتوقف الطلبات حتى ${until}، وترقية الباقة تعيدها فورًا.`,
  'to fail': (until: string) => `عند نفاد الحصة تتوقف الطلبات حتى ${until}. ترقية الباقة ترفع الحصة فورًا.`,
};

const example = {
  ...{ id: 'example', name: 'Basic', allowance: 10_000, overage: false, renewsAt: '2026-12-01T09:30:00.000Z' },
  unit: 'record',
} as const;

/** 80 % or all of an allowance is used. Once a part, period and allowance. */
export const usageReachedMail: AccountMail<UsageReached> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/usage',
  en: (reached, words) => {
    const { name, percent, allowance, unit, renewsAt } = reached;
    const all = words.counted(allowance, unit);
    return {
      subject: `You’ve used ${percent === 100 ? 'all' : `${percent}%`} of your ${name} allowance`,
      paragraphs: [
        `You’ve used ${percent === 100 ? `all ${all}` : `${percent}% of your ${all}`} for this billing period.`,
        english[follows(reached)](words.moment(renewsAt)),
      ],
      label: 'View usage',
      note: subscriptionNote.en(words),
    };
  },
  ar: (reached, words) => {
    const { name, percent, allowance, unit, renewsAt } = reached;
    const used = percent === 100 ? 'استهلكت كامل حصتك' : `استهلكت ${percent}% من حصتك`;
    return {
      subject: percent === 100 ? `نفدت حصتك في ${words.name(name)}` : `استهلكت ${percent}% من حصة ${words.name(name)}`,
      paragraphs: [
        `${used} لهذه الفترة، وهي ${words.counted(allowance, unit)}.`,
        arabic[follows(reached)](words.moment(renewsAt)),
      ],
      label: 'عرض الاستهلاك',
      note: subscriptionNote.ar(words),
    };
  },
  examples: {
    '80%': { ...example, percent: 80 },
    '100%': { ...example, percent: 100 },
    '100%, overage': { ...example, name: 'Pro', percent: 100, overage: true },
  },
};
