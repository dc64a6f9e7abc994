import type { Language } from '../domain/accounts/account.ts';
import type { BadgeNews, BadgeRefund } from '../domain/badges/news.ts';
import { dayText } from './day-text.ts';
import { moneyIn } from './notice-templates.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Texts = Record<Language, Content>;

const outcomes: Record<Language, Record<BadgeNews['decision'], string>> = {
  en: {
    approve: 'is approved',
    approve_unpaid: 'is approved and waits for its payment',
    refuse: 'was not approved',
    revoke: 'was revoked',
    ask: 'needs an answer from you',
    uphold_appeal: 'is approved after your appeal',
    refuse_appeal: 'was not approved after your appeal',
  },
  ar: {
    approve: 'تمت الموافقة عليها',
    approve_unpaid: 'تمت الموافقة عليها وتنتظر الدفع',
    refuse: 'لم تتم الموافقة عليها',
    revoke: 'تم سحبها',
    ask: 'تحتاج إلى إجابة منك',
    uphold_appeal: 'تمت الموافقة عليها بعد تظلّمك',
    refuse_appeal: 'لم تتم الموافقة عليها بعد تظلّمك',
  },
};

/** The decision on a badge, and how its holder can answer it. */
export function badgeDecided({ site, language, link }: Words, news: BadgeNews): Content {
  const { handle, decision } = news;
  const outcome = outcomes[language][decision];
  const texts: Texts = {
    en: {
      subject: `Your badge @${handle} ${outcome}`,
      paragraphs: [`Your badge @${handle} at ${site} ${outcome}.`, ...detailOf(news, 'en')],
      action: { label: 'Open dashboard', link },
      note: 'You’re receiving this email because you applied for a badge.',
    },
    ar: {
      subject: `شارتك \u2066@${handle}\u2069 ${outcome}`,
      paragraphs: [`شارتك \u2066@${handle}\u2069 على \u2068${site}\u2069 ${outcome}.`, ...detailOf(news, 'ar')],
      action: { label: 'فتح لوحة التحكم', link },
      note: 'تصلك هذه الرسالة لأنك قدّمت طلب شارة.',
    },
  };
  return texts[language];
}

function detailOf({ decision, reason, answerUntil }: BadgeNews, language: Language): string[] {
  const words = {
    en: {
      reason: decision === 'ask' ? 'Our question:' : 'Reason:',
      pay: 'Pay for it on your dashboard to show it.',
      answer: 'Answer on your dashboard or edit your profile, and we review it again.',
      until: (day: string) =>
        `Until ${day} you can edit your profile, answer or appeal once. After that, the decision is final.`,
      final: 'This decision is final.',
    },
    ar: {
      reason: decision === 'ask' ? 'سؤالنا:' : 'السبب:',
      pay: 'ادفع من لوحة التحكم لتظهر الشارة.',
      answer: 'أجب من لوحة التحكم أو عدّل ملفك، وسنراجع الطلب من جديد.',
      until: (day: string) =>
        `يمكنك حتى ${day} تعديل ملفك أو الإجابة أو تقديم تظلّم مرة واحدة. بعد ذلك يصبح القرار نهائيًا.`,
      final: 'هذا القرار نهائي.',
    },
  }[language];
  return [
    ...(reason ? [`${words.reason} ${language === 'ar' ? `\u2068${reason}\u2069` : reason}`] : []),
    ...(decision === 'approve_unpaid' ? [words.pay] : []),
    ...(decision === 'ask' ? [words.answer] : []),
    ...(decision === 'refuse' && answerUntil ? [words.until(dayText(language, answerUntil))] : []),
    ...(decision === 'refuse_appeal' ? [words.final] : []),
  ];
}

/** The payment for a badge is refunded. */
export function badgeRefunded(
  { site, language, link }: Words,
  { handle, amountMinor, currency }: BadgeRefund,
): Content {
  const amount = moneyIn(language)(amountMinor, currency);
  const texts: Texts = {
    en: {
      subject: `We refunded your payment for the badge @${handle}`,
      paragraphs: [
        `We refunded ${amount} for your badge @${handle} at ${site} to your original payment method. Its subscription has ended.`,
        'Banks can take ten days to show it.',
      ],
      action: { label: 'View invoices', link },
      note: 'You’re receiving this email because you applied for a badge.',
    },
    ar: {
      subject: `تم استرداد ما دفعته للشارة \u2066@${handle}\u2069`,
      paragraphs: [
        `أعدنا ${amount} عن شارتك \u2066@${handle}\u2069 على \u2068${site}\u2069 إلى طريقة الدفع الأصلية. انتهى اشتراكها.`,
        'قد يستغرق ظهور المبلغ لدى بنكك عشرة أيام.',
      ],
      action: { label: 'عرض الفواتير', link },
      note: 'تصلك هذه الرسالة لأنك قدّمت طلب شارة.',
    },
  };
  return texts[language];
}
