import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Decision = { readonly state: 'suspended' | 'restored'; readonly reason: string; readonly supportEmail: string };

/** To the owner of an account that an operator suspended or restored: why, what it means, and whom to write to. */
export function suspensionContent(words: Words, { state, reason, supportEmail }: Decision): Content {
  const contents = { suspended, restored };
  return contents[state](words, { reason, supportEmail });
}

type Reason = Omit<Decision, 'state'>;

function suspended({ site, language, link }: Words, { reason, supportEmail }: Reason): Content {
  if (language === 'ar') {
    return {
      subject: `تم تعليق حسابك لدى \u2068${site}\u2069`,
      paragraphs: [
        `علّقنا حسابك لدى \u2068${site}\u2069. السبب: \u2068${reason}\u2069`,
        'تُرفض طلبات مفاتيحك كلها حتى نرفع التعليق. تستمر اشتراكاتك، ويمكنك تسجيل الدخول.',
        `إن كان لديك اعتراض فراسلنا على \u2066${supportEmail}\u2069.`,
      ],
      action: { label: 'فتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن لديك حسابًا لدى \u2068${site}\u2069.`,
    };
  }
  return {
    subject: `Your ${site} account is suspended`,
    paragraphs: [
      `We suspended your account at ${site}. Reason: ${reason}`,
      'We refuse every call of your API keys until the suspension is lifted. Your subscriptions continue, and you can still sign in.',
      `If you disagree, write to ${supportEmail}.`,
    ],
    action: { label: 'Open your dashboard', link },
    note: `You get this email because you have an account at ${site}.`,
  };
}

function restored({ site, language, link }: Words, { reason, supportEmail }: Reason): Content {
  if (language === 'ar') {
    return {
      subject: `رُفع التعليق عن حسابك لدى \u2068${site}\u2069`,
      paragraphs: [
        `رفعنا التعليق عن حسابك لدى \u2068${site}\u2069. السبب: \u2068${reason}\u2069`,
        'تعمل مفاتيحك من جديد وفق خطتك.',
        `لأي سؤال راسلنا على \u2066${supportEmail}\u2069.`,
      ],
      action: { label: 'فتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن لديك حسابًا لدى \u2068${site}\u2069.`,
    };
  }
  return {
    subject: `Your ${site} account is restored`,
    paragraphs: [
      `We lifted the suspension of your account at ${site}. Reason: ${reason}`,
      'Your API keys work again, as your plan allows.',
      `If you have questions, write to ${supportEmail}.`,
    ],
    action: { label: 'Open your dashboard', link },
    note: `You get this email because you have an account at ${site}.`,
  };
}
