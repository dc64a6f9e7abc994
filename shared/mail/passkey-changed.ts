import { dayText } from './day-text.ts';
import type { Content } from './render.ts';
import type { Words } from './templates.ts';

/** `of`: the address whose passkeys changed; not the reader's own where an operator's are told to the other operators. */
export type PasskeyChange = {
  readonly change: 'added' | 'removed';
  readonly label: string;
  readonly of: string;
  readonly at: string;
};

/** To the owner of an account, and of an operator's to every operator: a passkey was added or removed. */
export function passkeyChanged(words: Words, told: PasskeyChange & { readonly supportEmail: string }): Content {
  return words.language === 'ar' ? arabic(words, told) : english(words, told);
}

type Told = PasskeyChange & { readonly supportEmail: string };

function english({ site, link }: Words, { change, label, of, at, supportEmail }: Told): Content {
  const changed = change === 'added' ? 'was added to' : 'was removed from';
  const then =
    change === 'added'
      ? 'This passkey can sign in from now on.'
      : 'This passkey can no longer sign in, and its sessions have ended.';
  return {
    subject: `A passkey ${changed} ${of}`,
    paragraphs: [`The passkey “${label}” ${changed} the account of ${of} at ${site}, on ${dayText('en', at)}.`, then],
    action: { label: 'View passkeys', link },
    note: `If you don’t recognize this change, remove any unknown passkey, sign out everywhere and contact us at ${supportEmail}.`,
  };
}

function arabic({ site, link }: Words, { change, label, of, at, supportEmail }: Told): Content {
  const isAdded = change === 'added';
  const account = `\u2066${of}\u2069`;
  return {
    subject: isAdded ? `تمت إضافة مفتاح مرور إلى حساب ${account}` : `تمت إزالة مفتاح مرور من حساب ${account}`,
    paragraphs: [
      isAdded
        ? `تمت إضافة مفتاح المرور «\u2068${label}\u2069» إلى حساب ${account} في \u2068${site}\u2069 يوم ${dayText('ar', at)}.`
        : `تمت إزالة مفتاح المرور «\u2068${label}\u2069» من حساب ${account} في \u2068${site}\u2069 يوم ${dayText('ar', at)}.`,
      isAdded
        ? 'يمكن تسجيل الدخول بمفتاح المرور هذا من الآن.'
        : 'لم يعد ممكنًا تسجيل الدخول بمفتاح المرور هذا، وانتهت جلساته.',
    ],
    action: { label: 'عرض مفاتيح المرور', link },
    note: `إن لم تعرف هذا التغيير فأزل أي مفتاح مرور لا تعرفه، وسجّل الخروج من كل الأجهزة، وتواصل معنا على \u2066${supportEmail}\u2069.`,
  };
}
