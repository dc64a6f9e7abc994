import type { AccountMail, NoticeFields } from '../mail.ts';
import { subscriptionNote } from '../notes.ts';

type PlanChanged = NoticeFields & {
  /** The plan's name before. */
  readonly from: string;
  readonly interval: 'day' | 'week' | 'month' | 'year';
};

const english = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' };
const arabic = { day: 'يوميًا', week: 'أسبوعيًا', month: 'شهريًا', year: 'سنويًا' };

/** A subscription moved to another plan or interval. Each time. */
export const planChangedMail: AccountMail<PlanChanged> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing',
  en: ({ name, from, interval }, words) => ({
    subject: `You’re now on ${name}`,
    paragraphs: [
      from === name
        ? `Your ${name} subscription is now billed ${english[interval]}.`
        : `Your subscription moved from ${from} to ${name}, billed ${english[interval]}.`,
    ],
    label: 'View subscription',
    note: subscriptionNote.en(words),
  }),
  ar: ({ name, from, interval }, words) => ({
    subject: `أنت الآن مشترك في ${words.name(name)}`,
    paragraphs: [
      from === name
        ? `تصدر فاتورة ${words.name(name)} الآن ${arabic[interval]}.`
        : `انتقل اشتراكك من ${words.name(from)} إلى ${words.name(name)}، وتصدر فاتورته ${arabic[interval]}.`,
    ],
    label: 'عرض الاشتراك',
    note: subscriptionNote.ar(words),
  }),
  examples: {
    '': { id: 'example', name: 'Pro', from: 'Basic', interval: 'month' },
    interval: { id: 'example', name: 'Verified', from: 'Verified', interval: 'year' },
  },
};
