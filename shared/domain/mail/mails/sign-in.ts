import type { ClientNetworks } from '../../access/client-network.ts';
import { linkMinutes } from '../../accounts/account.ts';
import type { AddressMail, MailText } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';

/** The facts by which the mailer decides whether a link goes out. */
type SignIn = {
  /** The new account's organization; null: somebody asked to sign in. */
  readonly organization: string | null;
  /** The networks around the client that asked: enough to share a budget by, and not its address. */
  readonly askedFrom: Pick<ClientNetworks, 'site' | 'provider'>;
  /** The mailbox was asked for more often than mails go to it: only an owner without a working link is mailed one. */
  readonly isOverLimit: boolean;
  /** The page of the portal to which sign-in leads; absent: the dashboard. */
  readonly returnTo?: string;
};

/** The link's token, made by the mailer, so that it lies in no queue; null: the address has no account, and asked for none. */
type Minted = { readonly token: string | null; readonly opens: 'account' | 'new account' | 'nothing' };

const english: Record<Minted['opens'], (words: MailWords) => MailText> = {
  account: ({ site }) => ({
    subject: `Your sign-in link for ${site}`,
    paragraphs: [`Use this link to sign in. It works once and expires in ${linkMinutes} minutes.`],
    label: 'Sign in',
    note: 'If you didn’t ask for this link, ignore this email.',
  }),
  'new account': ({ site }) => ({
    subject: `Confirm your email to start using ${site}`,
    paragraphs: [
      'Confirm your email address to finish creating your account.',
      `The link works once and expires in ${linkMinutes} minutes.`,
    ],
    label: 'Confirm email',
    note: 'If you didn’t ask for an account, ignore this email.',
  }),
  nothing: ({ site }) => ({
    subject: `No ${site} account for this email address`,
    paragraphs: ['Someone tried to sign in with this email address, but it has no account. You can create one now.'],
    label: 'Create an account',
    note: 'If it wasn’t you, ignore this email.',
  }),
};

const arabic: Record<Minted['opens'], (words: MailWords) => MailText> = {
  account: ({ site }) => ({
    subject: `رابط الدخول إلى ${site}`,
    paragraphs: [`استخدم هذا الرابط لتسجيل الدخول. يعمل مرة واحدة وتنتهي صلاحيته بعد ${linkMinutes} دقيقة.`],
    label: 'تسجيل الدخول',
    note: 'إن لم تطلب هذا الرابط فتجاهل هذه الرسالة.',
  }),
  'new account': ({ site }) => ({
    subject: `أكّد بريدك الإلكتروني لبدء استخدام ${site}`,
    paragraphs: [
      'أكّد بريدك الإلكتروني لإكمال إنشاء حسابك.',
      `يعمل الرابط مرة واحدة وتنتهي صلاحيته بعد ${linkMinutes} دقيقة.`,
    ],
    label: 'تأكيد البريد الإلكتروني',
    note: 'إن لم تطلب إنشاء حساب فتجاهل هذه الرسالة.',
  }),
  nothing: ({ site }) => ({
    subject: `لا يوجد حساب في ${site} بهذا البريد`,
    paragraphs: ['حاول أحدهم تسجيل الدخول بهذا البريد، لكنه غير مسجّل. يمكنك إنشاء حساب الآن.'],
    label: 'إنشاء حساب',
    note: 'إن لم تكن أنت فتجاهل هذه الرسالة.',
  }),
};

const example = {
  ...{ organization: null, askedFrom: { site: '198.51.100.0/24', provider: '198.51.0.0/16' }, isOverLimit: false },
  token: 'an-example-that-opens-nothing',
};

/** To an address that asked to sign in or for an account. Each time. */
export const signInMail: AddressMail<SignIn, Minted> = {
  to: 'address',
  kind: 'requested',
  once: () => null,
  link: ({ token }) => (token === null ? '/sign-up' : `/sign-in/link?token=${token}`),
  en: ({ opens }, words) => english[opens](words),
  ar: ({ opens }, words) => arabic[opens](words),
  examples: {
    '': { ...example, opens: 'account' },
    'a new account': { ...example, opens: 'new account' },
    'no account': { ...example, token: null, opens: 'nothing' },
  },
};
