import type { Language } from '../domain/accounts/account.ts';
import type { BadgeNews, BadgeRefund } from '../domain/badges/news.ts';
import { dayText } from './day-text.ts';
import { moneyIn } from './notice-templates.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Texts = Record<Language, Content>;

type Sentence = (badge: string) => string;

/** The decision in a sentence without its full stop, which is the subject too. */
const outcomes: Record<Language, Record<BadgeNews['decision'], Sentence>> = {
  en: {
    approve: (badge) => `Your badge ${badge} is approved`,
    approve_unpaid: (badge) => `Your badge ${badge} is approved and waits for its payment`,
    refuse: (badge) => `Your badge ${badge} was not approved`,
    revoke: (badge) => `Your badge ${badge} was revoked`,
    ask: (badge) => `Your badge ${badge} needs an answer from you`,
    uphold_appeal: (badge) => `Your badge ${badge} is approved after your appeal`,
    refuse_appeal: (badge) => `Your badge ${badge} was not approved after your appeal`,
  },
  ar: {
    approve: (badge) => `تمت الموافقة على شارتك ${badge}`,
    approve_unpaid: (badge) => `تمت الموافقة على شارتك ${badge}، وهي بانتظار الدفع`,
    refuse: (badge) => `لم تتم الموافقة على شارتك ${badge}`,
    revoke: (badge) => `تم سحب شارتك ${badge}`,
    ask: (badge) => `نحتاج إلى إجابة منك بشأن شارتك ${badge}`,
    uphold_appeal: (badge) => `تم قبول تظلّمك والموافقة على شارتك ${badge}`,
    refuse_appeal: (badge) => `لم نقبل تظلّمك بشأن شارتك ${badge}`,
  },
};

/** The decision on a badge, and how its holder can answer it. */
export function badgeDecided({ site, language, link }: Words, news: BadgeNews): Content {
  const { handle, decision } = news;
  const outcome = outcomes[language][decision];
  const texts: Texts = {
    en: {
      subject: outcome(`@${handle}`),
      paragraphs: [`${outcome(`@${handle} at ${site}`)}.`, ...detailOf(news, 'en')],
      action: { label: 'Open dashboard', link },
      note: 'You’re receiving this email because you applied for a badge.',
    },
    ar: {
      subject: outcome(`\u2066@${handle}\u2069`),
      paragraphs: [`${outcome(`\u2066@${handle}\u2069 على \u2068${site}\u2069`)}.`, ...detailOf(news, 'ar')],
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
