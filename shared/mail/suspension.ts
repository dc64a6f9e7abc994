import type { Content } from './render.ts';
import type { Words } from './templates.ts';

type Decision = { readonly state: 'suspended' | 'restored'; readonly reason: string; readonly supportEmail: string };

/** To the owner of an account that an operator suspended or restored: why, what it means, and whom to contact. */
export function suspensionContent(words: Words, { state, reason, supportEmail }: Decision): Content {
  const contents = { suspended, restored };
  return contents[state](words, { reason, supportEmail });
}

type Reason = Omit<Decision, 'state'>;

function suspended({ site, language, link }: Words, { reason, supportEmail }: Reason): Content {
  if (language === 'ar') {
    return {
      subject: `تم تعليق وصولك إلى \u2068${site}\u2069`,
      paragraphs: [
        `علّقنا وصول مؤسستك إلى \u2068${site}\u2069. السبب: \u2068${reason}\u2069`,
        'نرفض كل طلبات مفاتيح API حتى نرفع التعليق. تستمر اشتراكاتك، ويمكنك تسجيل الدخول.',
        `إن كان لديك اعتراض فتواصل معنا على \u2066${supportEmail}\u2069.`,
      ],
      action: { label: 'فتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن لديك حسابًا في \u2068${site}\u2069.`,
    };
  }
  return {
    subject: `Your ${site} account is suspended`,
    paragraphs: [
      `We suspended your account at ${site}. Reason: ${reason}`,
      'We refuse every request from your API keys until we lift the suspension. Your subscriptions continue, and you can still sign in.',
      `If you disagree, contact us at ${supportEmail}.`,
    ],
    action: { label: 'Open dashboard', link },
    note: `You’re receiving this email because you have an account at ${site}.`,
  };
}

function restored({ site, language, link }: Words, { reason, supportEmail }: Reason): Content {
  if (language === 'ar') {
    return {
      subject: `رفعنا التعليق عن وصولك إلى \u2068${site}\u2069`,
      paragraphs: [
        `رفعنا التعليق عن وصول مؤسستك إلى \u2068${site}\u2069. السبب: \u2068${reason}\u2069`,
        'تعمل مفاتيح API من جديد وفق باقتك.',
        `لأي سؤال تواصل معنا على \u2066${supportEmail}\u2069.`,
      ],
      action: { label: 'فتح لوحة التحكم', link },
      note: `تصلك هذه الرسالة لأن لديك حسابًا في \u2068${site}\u2069.`,
    };
  }
  return {
    subject: `Your ${site} account is restored`,
    paragraphs: [
      `We lifted the suspension of your account at ${site}. Reason: ${reason}`,
      'Your API keys work again, as your plan allows.',
      `If you have questions, contact us at ${supportEmail}.`,
    ],
    action: { label: 'Open dashboard', link },
    note: `You’re receiving this email because you have an account at ${site}.`,
  };
}
