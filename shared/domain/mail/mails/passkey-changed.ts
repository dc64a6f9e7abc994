import type { AddressMail } from '../mail.ts';

type PasskeyChanged = {
  readonly change: 'added' | 'removed';
  readonly label: string;
  /** The address whose passkeys changed; not the reader's own where an operator's are told to the other operators. */
  readonly of: string;
  readonly at: string;
};

const example = { label: 'work laptop', of: 'ada@example.com', at: '2026-12-01T09:30:00.000Z' };

/**
 * To the owner of an account, and of an operator's to every operator: a passkey was added or removed. Each time, also after a complaint: an
 * intruder may have called our mails spam before.
 */
export const passkeyChangedMail: AddressMail<PasskeyChanged> = {
  to: 'address',
  kind: 'requested',
  once: () => null,
  link: () => '/app/settings#passkeys',
  en: ({ change, label, of, at }, { supportEmail, date }) => {
    const changed = change === 'added' ? 'was added to' : 'was removed from';
    return {
      subject: `A passkey ${changed} ${of}`,
      paragraphs: [
        `The passkey “${label}” ${changed} the account of ${of} on ${date(at)}.`,
        change === 'added'
          ? 'This passkey can sign in from now on.'
          : 'This passkey can no longer sign in, and its sessions have ended.',
      ],
      label: 'View passkeys',
      note: `If you don’t recognize this change, remove any unknown passkey, sign out everywhere and contact us at ${supportEmail}.`,
    };
  },
  ar: ({ change, label, of, at }, { supportEmail, date, name, code }) => {
    const changed = change === 'added' ? 'إضافة' : 'إزالة';
    const to = `${change === 'added' ? 'إلى' : 'من'} حساب ${code(of)}`;
    return {
      subject: `تمت ${changed} مفتاح مرور ${to}`,
      paragraphs: [
        `تمت ${changed} مفتاح المرور «${name(label)}» ${to} يوم ${date(at)}.`,
        change === 'added'
          ? 'يمكن تسجيل الدخول بمفتاح المرور هذا من الآن.'
          : 'لم يعد ممكنًا تسجيل الدخول بمفتاح المرور هذا، وانتهت جلساته.',
      ],
      label: 'عرض مفاتيح المرور',
      note: `إن لم تعرف هذا التغيير فأزل أي مفتاح مرور لا تعرفه، وسجّل الخروج من كل الأجهزة، وتواصل معنا على ${supportEmail}.`,
    };
  },
  examples: { added: { ...example, change: 'added' }, removed: { ...example, change: 'removed' } },
};
