import type { AccountMail, NoticeFields } from '../mail.ts';

/** So much of what the spend cap of `amountMinor` pays for in a period is used; a new period begins at `renewsAt`. */
type SpendCapReached = NoticeFields & {
  readonly percent: 80 | 100;
  readonly amountMinor: number;
  readonly currency: string;
  readonly renewsAt: string;
};

const example = {
  ...{ id: 'example', name: 'Pro', amountMinor: 200_00, currency: 'usd', renewsAt: '2026-12-01T09:30:00.000Z' },
};

/** 80 % or all of what a spend cap pays for is used. Once a part, period and cap. */
export const spendCapReachedMail: AccountMail<SpendCapReached> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/usage',
  en: ({ name, percent, amountMinor, currency, renewsAt }, { organization, money, moment }) => ({
    subject:
      percent === 100 ? `You’ve reached your ${name} spend cap` : `You’ve used ${percent}% of your ${name} spend cap`,
    paragraphs:
      percent === 100
        ? [
            `Your extra usage has reached your ${money(amountMinor, currency)} spend cap.`,
            `Requests fail until ${moment(renewsAt)} unless you raise the cap.`,
          ]
        : [
            `You’ve used ${percent}% of your ${money(amountMinor, currency)} spend cap.`,
            `Requests fail once you reach it, until ${moment(renewsAt)}. Raise the cap to prevent that.`,
          ],
    label: 'View usage',
    note: `You’re receiving this because ${organization} set a spend cap.`,
  }),
  ar: ({ name, percent, amountMinor, currency, renewsAt }, words) => ({
    subject:
      percent === 100
        ? `بلغت سقف الإنفاق في ${words.name(name)}`
        : `استهلكت ${percent}% من سقف الإنفاق في ${words.name(name)}`,
    paragraphs:
      percent === 100
        ? [
            `بلغ استهلاكك الإضافي سقف الإنفاق الذي حددته، وهو ${words.money(amountMinor, currency)}.`,
            `تتوقف الطلبات حتى ${words.moment(renewsAt)} ما لم ترفع السقف.`,
          ]
        : [
            `استهلكت ${percent}% من سقف الإنفاق البالغ ${words.money(amountMinor, currency)}.`,
            `تتوقف الطلبات عند بلوغه حتى ${words.moment(renewsAt)}. ارفع السقف لتجنّب ذلك.`,
          ],
    label: 'عرض الاستهلاك',
    note: `تصلك هذه الرسالة لأن ${words.organization} حددت سقف إنفاق.`,
  }),
  examples: { '80%': { ...example, percent: 80 }, '100%': { ...example, percent: 100 } },
};
