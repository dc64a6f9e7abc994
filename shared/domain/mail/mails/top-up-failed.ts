import type { AccountMail, NoticeFields } from '../mail.ts';

type TopUpFailed = NoticeFields & {
  readonly amountMinor: number;
  readonly currency: string;
  /** No further attempt is made until the owner turns auto top-up on again. */
  readonly isOff: boolean;
};

const example = { id: 'example', name: 'Pay-per-use', amountMinor: 20_00, currency: 'usd' };

/** An automatic top-up failed: the card was refused, or there was none. Once an attempt. */
export const topUpFailedMail: AccountMail<TopUpFailed> = {
  to: 'account',
  kind: 'notification',
  once: ({ id }) => id,
  link: () => '/app/billing#credit',
  en: ({ name, amountMinor, currency, isOff }, { organization, money }) => ({
    subject: isOff ? `We turned off auto top-up for ${name}` : `Auto top-up for ${name} failed`,
    paragraphs: [
      `We couldn’t charge ${money(amountMinor, currency)} to your saved card to top up ${name}.`,
      isOff
        ? 'It failed three times, so we turned auto top-up off. Buy credit with another card, which we then save, and turn it on again.'
        : 'We try again while your credit is low. Buy credit yourself, and the card you use replaces the saved one.',
    ],
    label: 'Buy credit',
    note: `You’re receiving this because ${organization} turned on auto top-up.`,
  }),
  ar: ({ name, amountMinor, currency, isOff }, words) => ({
    subject: isOff ? `أوقفنا الشحن التلقائي لرصيد ${words.name(name)}` : `فشل الشحن التلقائي لرصيد ${words.name(name)}`,
    paragraphs: [
      `تعذّر خصم ${words.money(amountMinor, currency)} من بطاقتك المحفوظة لشحن رصيد ${words.name(name)}.`,
      isOff
        ? 'فشلت المحاولة ثلاث مرات، فأوقفنا الشحن التلقائي. اشترِ رصيدًا ببطاقة صالحة لنحفظها، ثم فعّل الشحن من جديد.'
        : 'نعيد المحاولة ما دام رصيدك قليلًا. اشترِ رصيدًا بنفسك، فنحفظ البطاقة التي تستخدمها بدلًا من السابقة.',
    ],
    label: 'شراء رصيد',
    note: `تصلك هذه الرسالة لأن ${words.organization} فعّلت الشحن التلقائي.`,
  }),
  examples: { '': { ...example, isOff: false }, 'turned off': { ...example, isOff: true } },
};
