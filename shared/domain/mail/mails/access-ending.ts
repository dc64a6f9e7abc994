import type { AccountMail, NoticeFields } from '../mail.ts';
import { paidNote, subscriptionNote } from '../notes.ts';

type AccessEnding = NoticeFields & {
  readonly because: 'canceled' | 'invoice_overdue';
  readonly accessUntil: string;
  /** Stripe's page where the invoice is paid; null where nothing is to be paid, or Stripe gave none. */
  readonly payAt: string | null;
};

const example = { id: 'example', name: 'Basic', accessUntil: '2026-12-01T09:30:00.000Z', payAt: null };

/** A subscription is cancelled for later, each time; or an invoice is overdue, once an invoice. */
export const accessEndingMail: AccountMail<AccessEnding> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: ({ payAt }) => payAt ?? '/app/billing',
  en: ({ name, because, accessUntil }, words) =>
    because === 'canceled'
      ? {
          subject: `Your ${name} subscription ends on ${words.date(accessUntil)}`,
          paragraphs: [
            `Your ${name} subscription is cancelled. You keep access until ${words.moment(accessUntil)}.`,
            'If you change your mind, resume it before then.',
          ],
          label: 'View subscription',
          note: subscriptionNote.en(words),
        }
      : {
          subject: `Your ${name} invoice is overdue: pay by ${words.date(accessUntil)}`,
          paragraphs: [
            `Your ${name} invoice is past its due date. Pay it by ${words.moment(accessUntil)} to keep your access.`,
          ],
          label: 'Pay invoice',
          note: paidNote.en,
        },
  ar: ({ name, because, accessUntil }, words) =>
    because === 'canceled'
      ? {
          subject: `ينتهي اشتراكك في ${words.name(name)} يوم ${words.date(accessUntil)}`,
          paragraphs: [
            `تم إلغاء اشتراكك في ${words.name(name)}. يستمر وصولك حتى ${words.moment(accessUntil)}.`,
            'إن غيّرت رأيك فاستأنف الاشتراك قبل ذلك.',
          ],
          label: 'عرض الاشتراك',
          note: subscriptionNote.ar(words),
        }
      : {
          subject: `فاتورة ${words.name(name)} متأخرة السداد: ادفع قبل ${words.date(accessUntil)}`,
          paragraphs: [
            `تجاوزت فاتورة ${words.name(name)} تاريخ استحقاقها. ادفعها قبل ${words.moment(accessUntil)} ليستمر وصولك.`,
          ],
          label: 'دفع الفاتورة',
          note: paidNote.ar,
        },
  examples: {
    canceled: { ...example, because: 'canceled' },
    invoice_overdue: { ...example, because: 'invoice_overdue' },
  },
};
