import { mailFeedbackAuthority } from '../functions/mail-feedback/authority.ts';
import { mailerAuthority } from '../functions/mailer/authority.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions that send mail and handle SES's reports on it, by the names in `functions/`. */
export const mailFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  mailer: {
    work: mailerAuthority,
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'mail', batchSize: 3, mayHide: true },
    table: {
      read: ['email', 'account', 'suppression', 'link', 'member', 'membership', 'invitation'],
      write: ['link', 'notice', 'throttle', 'invitation', 'pulse', 'mailLog'],
    },
    may: ['send mail'],
    counts: {
      MailQuotaSpent:
        'SES takes no more mails of this account for now. They go out by themselves within a day; sign-in links do not. Ask for a higher quota, or for production access, in the SES console.',
      MailBudgetSpent:
        'A mail to an address without an account was withheld: the hour’s budget, or one network’s share of it, is used up. Read the log of mailer for the networks that asked.',
    },
    knows: ['PUBLIC_ORIGIN'],
  },
  'mail-feedback': {
    work: mailFeedbackAuthority,
    consumes: { inbox: 'mailFeedback', batchSize: 10 },
    table: { read: ['suppression'], write: ['suppression', 'mailLog'] },
    counts: {
      MailRejected:
        'SES took a mail and did not send it: it thinks that it carries malware. Read the log of mail-feedback for its id.',
    },
  },
};
