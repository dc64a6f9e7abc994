import type { AccountMail, NoticeFields } from '../mail.ts';
import { subscriptionNote } from '../notes.ts';

/** Amounts in minor units, all seats together; `startsAt` null: since now. */
type PriceChanged = NoticeFields & {
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly currency: string;
  readonly interval: 'month' | 'year';
  readonly startsAt: string | null;
};

const arabic = { month: 'شهريًا', year: 'سنويًا' };

const example = { id: 'example', name: 'Basic', beforeMinor: 90_00, afterMinor: 100_00, currency: 'usd' } as const;

/** The operator moved a subscription to the price in force. Once a subscription and price. */
export const priceChangedMail: AccountMail<PriceChanged> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing',
  en: ({ name, beforeMinor, afterMinor, currency, interval, startsAt }, words) => {
    const [before, after] = [
      words.money(beforeMinor, currency),
      `${words.money(afterMinor, currency)} per ${interval}`,
    ];
    if (startsAt === null)
      return {
        subject: `${name} now costs ${after}`,
        paragraphs: [
          `${name} now costs ${after} instead of ${before}. A separate invoice has the difference for the rest of this period.`,
          'Your access stays the same.',
        ],
        label: 'View subscription',
        note: subscriptionNote.en(words),
      };
    return {
      subject: `${name} will cost ${after} from ${words.date(startsAt)}`,
      paragraphs: [
        `From your renewal on ${words.date(startsAt)}, ${name} costs ${after} instead of ${before}. We charge nothing before then.`,
        'Your access stays the same. If you don’t want the new price, cancel on your dashboard before then.',
      ],
      label: 'View subscription',
      note: subscriptionNote.en(words),
    };
  },
  ar: ({ name: typed, beforeMinor, afterMinor, currency, interval, startsAt }, words) => {
    const name = words.name(typed);
    const before = words.money(beforeMinor, currency);
    const after = `${words.money(afterMinor, currency)} ${arabic[interval]}`;
    if (startsAt === null)
      return {
        subject: `سعر ${name} الآن: ${after}`,
        paragraphs: [
          `أصبح سعر ${name} ${after} بدلًا من ${before}. فرق السعر لبقية هذه الفترة في فاتورة منفصلة.`,
          'يبقى وصولك كما هو.',
        ],
        label: 'عرض الاشتراك',
        note: subscriptionNote.ar(words),
      };
    return {
      subject: `سعر ${name} الجديد: ${after} من ${words.date(startsAt)}`,
      paragraphs: [
        `ابتداءً من تجديدك في ${words.date(startsAt)} يصبح سعر ${name} ${after} بدلًا من ${before}. لن نخصم شيئًا قبل ذلك.`,
        'يبقى وصولك كما هو. إن لم ترغب في السعر الجديد فألغِ الاشتراك من لوحة التحكم قبل ذلك.',
      ],
      label: 'عرض الاشتراك',
      note: subscriptionNote.ar(words),
    };
  },
  examples: {
    '': { ...example, interval: 'month', startsAt: '2026-12-01T09:30:00.000Z' },
    now: { ...example, interval: 'month', startsAt: null },
  },
};
