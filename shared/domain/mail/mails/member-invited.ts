import type { Role } from '../../accounts/account.ts';
import { memberInvitationDays } from '../../accounts/member.ts';
import type { AddressMail } from '../mail.ts';

/** The invitation, by its organization and its id; the mailer finds it there, and sends nothing where it is used or replaced. */
type MemberInvited = {
  readonly of: string;
  readonly invitation: string;
  readonly organization: string;
  readonly invitedBy: string;
  readonly role: Role;
};

/** The token that accepts it, made by the mailer, so that it lies in no queue. */
type Minted = { readonly token: string };

const english: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  developer: 'Developer',
  billing: 'Billing',
  viewer: 'Viewer',
};

const arabic: Record<Role, string> = {
  owner: 'المالك',
  admin: 'مدير',
  developer: 'مطوّر',
  billing: 'مسؤول الفوترة',
  viewer: 'اطّلاع فقط',
};

/** To an address that an organization invites as a member. Each time. */
export const memberInvitedMail: AddressMail<MemberInvited, Minted> = {
  to: 'address',
  kind: 'notification',
  once: () => null,
  link: ({ token }) => `/invitation?invitation=${token}`,
  en: ({ organization, invitedBy, role }, { site }) => ({
    subject: `${organization} invited you to join it at ${site}`,
    paragraphs: [
      `${invitedBy} invited you to become a member of ${organization}. Your role: ${english[role]}.`,
      `Sign in with this email address to accept. The invitation works once and expires in ${memberInvitationDays} days.`,
    ],
    label: 'View invitation',
    note: 'If you don’t know them, ignore this email.',
  }),
  ar: ({ organization, invitedBy, role }, { site, name, code }) => ({
    subject: `دعوة للانضمام إلى ${name(organization)} في ${site}`,
    paragraphs: [
      `دعاك ${code(invitedBy)} لتصبح عضوًا في ${name(organization)}. دورك: ${arabic[role]}.`,
      `سجّل الدخول بهذا البريد لقبول الدعوة. تُقبل مرة واحدة وتنتهي صلاحيتها بعد ${memberInvitationDays} أيام.`,
    ],
    label: 'عرض الدعوة',
    note: 'إن كنت لا تعرفهم فتجاهل هذه الرسالة.',
  }),
  examples: {
    '': {
      ...{ of: 'acc_1', invitation: 'inv_1', organization: 'Acme Ltd', invitedBy: 'ada@acme.example' },
      role: 'developer',
      token: 'an-example-that-opens-nothing',
    },
  },
};
