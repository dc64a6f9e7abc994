import type { FunctionDeclaration } from './function-declaration.ts';

/** What sends mail, and hears what became of it, by the names in `functions/`. */
export const mailFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  mailer: {
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'mail', batchSize: 10 },
    table: { read: ['email', 'account', 'suppression'], write: ['link', 'notice'] },
    may: ['send mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
  'mail-feedback': {
    consumes: { inbox: 'mailFeedback', batchSize: 10 },
    table: { read: ['suppression'], write: ['suppression'] },
    counts: {
      MailRejected:
        'SES took a mail and did not send it: it thinks that it carries malware. Read the log of mail-feedback for its id.',
    },
  },
};
