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
  const what = change === 'added' ? 'was added to' : 'was removed from';
  const then =
    change === 'added'
      ? 'From now on this passkey can sign in.'
      : 'This passkey can no longer sign in, and its sessions have ended.';
  return {
    subject: `A passkey ${what} ${of}`,
    paragraphs: [`The passkey “${label}” ${what} the account of ${of} at ${site}, on ${dayText('en', at)}.`, then],
    action: { label: 'Look at the passkeys', link },
    note: `If you do not know of this, remove what is foreign, sign out everywhere, and write to ${supportEmail}.`,
  };
}

function arabic({ site, link }: Words, { change, label, of, at, supportEmail }: Told): Content {
  const isAdded = change === 'added';
  const account = `\u2066${of}\u2069`;
  return {
    subject: isAdded ? `أُضيف مفتاح مرور إلى حساب ${account}` : `أُزيل مفتاح مرور من حساب ${account}`,
    paragraphs: [
      isAdded
        ? `أُضيف مفتاح المرور «\u2068${label}\u2069» إلى حساب ${account} لدى \u2068${site}\u2069 في ${dayText('ar', at)}.`
        : `أُزيل مفتاح المرور «\u2068${label}\u2069» من حساب ${account} لدى \u2068${site}\u2069 في ${dayText('ar', at)}.`,
      isAdded
        ? 'يمكن تسجيل الدخول بمفتاح المرور هذا من الآن.'
        : 'لم يعد ممكنًا تسجيل الدخول بمفتاح المرور هذا، وانتهت جلساته.',
    ],
    action: { label: 'عرض مفاتيح المرور', link },
    note: `إن لم تكن على علم بذلك فأزل ما لا تعرفه، وسجّل الخروج من كل الأجهزة، واكتب إلى \u2066${supportEmail}\u2069.`,
  };
}
