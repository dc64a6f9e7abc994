import type { Language } from '../domain/accounts/account.ts';
import type { BadgeNews, BadgeRefund } from '../domain/badges/news.ts';
import { moneyIn } from './notice-templates.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Texts = Record<Language, Content>;

const outcomes: Record<Language, Record<BadgeNews['decision'], string>> = {
  en: {
    approve: 'is approved',
    approve_unpaid: 'is approved and waits for its payment',
    refuse: 'was not approved',
    revoke: 'was withdrawn',
    ask: 'needs something more',
    uphold_appeal: 'is approved after your appeal',
    refuse_appeal: 'was not approved after your appeal',
  },
  ar: {
    approve: 'تمت الموافقة عليها',
    approve_unpaid: 'تمت الموافقة عليها وتنتظر الدفع',
    refuse: 'لم تتم الموافقة عليها',
    revoke: 'تم سحبها',
    ask: 'تحتاج إلى المزيد',
    uphold_appeal: 'تمت الموافقة عليها بعد اعتراضك',
    refuse_appeal: 'لم تتم الموافقة عليها بعد اعتراضك',
  },
};

const days: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  ar: new Intl.DateTimeFormat('ar-u-nu-latn', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** What became of an application for a badge, and what its holder can do. */
export function badgeDecided({ site, language, link }: Words, news: BadgeNews): Content {
  const { handle, decision } = news;
  const outcome = outcomes[language][decision];
  const texts: Texts = {
    en: {
      subject: `Your badge @${handle} ${outcome}`,
      paragraphs: [`Your badge @${handle} at ${site} ${outcome}.`, ...detailOf(news, 'en')],
      action: { label: 'Open your dashboard', link },
      note: 'You get this mail because you applied for a badge.',
    },
    ar: {
      subject: `شارتك \u2066@${handle}\u2069 ${outcome}`,
      paragraphs: [`شارتك \u2066@${handle}\u2069 لدى ${site} ${outcome}.`, ...detailOf(news, 'ar')],
      action: { label: 'افتح لوحة التحكم', link },
      note: 'تصلك هذه الرسالة لأنك تقدمت بطلب شارة.',
    },
  };
  return texts[language];
}

function detailOf({ decision, reason, answerUntil }: BadgeNews, language: Language): string[] {
  const words = {
    en: {
      reason: decision === 'ask' ? 'We ask:' : 'Reason:',
      pay: 'Pay for it in your dashboard, and it shows.',
      answer: 'Answer in your dashboard, or change your profile, and it is reviewed again.',
      until: (day: string) =>
        `Until ${day} you may change your profile, answer or appeal once. Then the decision is final.`,
      final: 'This decision is final.',
    },
    ar: {
      reason: decision === 'ask' ? 'نسألك:' : 'السبب:',
      pay: 'ادفع من لوحة التحكم لتظهر الشارة.',
      answer: 'أجب من لوحة التحكم أو عدّل ملفك، وسيُراجع الطلب من جديد.',
      until: (day: string) => `يمكنك حتى ${day} أن تعدّل ملفك أو تجيب أو تعترض مرة واحدة. بعد ذلك يصبح القرار نهائيًا.`,
      final: 'هذا القرار نهائي.',
    },
  }[language];
  return [
    ...(reason ? [`${words.reason} ${reason}`] : []),
    ...(decision === 'approve_unpaid' ? [words.pay] : []),
    ...(decision === 'ask' ? [words.answer] : []),
    ...(decision === 'refuse' && answerUntil ? [words.until(days[language].format(new Date(answerUntil)))] : []),
    ...(decision === 'refuse_appeal' ? [words.final] : []),
  ];
}

/** What was paid for a badge is given back. */
export function badgeRefunded(
  { site, language, link }: Words,
  { handle, amountMinor, currency }: BadgeRefund,
): Content {
  const amount = moneyIn(language)(amountMinor, currency);
  const texts: Texts = {
    en: {
      subject: `Your payment for the badge @${handle} is refunded`,
      paragraphs: [
        `${amount} that you paid for the badge @${handle} at ${site} is on its way back to you, and its subscription has ended.`,
        'Banks take up to ten days to show it.',
      ],
      action: { label: 'See your invoices', link },
      note: 'You get this mail because you applied for a badge.',
    },
    ar: {
      subject: `أُعيد ما دفعته للشارة \u2066@${handle}\u2069`,
      paragraphs: [
        `مبلغ ${amount} الذي دفعته للشارة \u2066@${handle}\u2069 لدى ${site} في طريقه إليك، وقد انتهى اشتراكها.`,
        'قد يستغرق ظهوره لدى البنك عشرة أيام.',
      ],
      action: { label: 'عرض فواتيرك', link },
      note: 'تصلك هذه الرسالة لأنك تقدمت بطلب شارة.',
    },
  };
  return texts[language];
}
