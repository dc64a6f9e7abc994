import type { Language } from '../../shared/domain/accounts/account.ts';
import { mailContent } from '../../shared/domain/mail/compose.ts';
import type { MailSite } from '../../shared/domain/mail/mail-words.ts';
import { type MailName, mails } from '../../shared/domain/mail/mails.ts';
import type { Content } from '../../shared/domain/mail/render.ts';

/** A mail with made-up data, in any language. */
export type MailExample = {
  /** The mail's name, and what is special about this example. */
  readonly title: string;
  readonly content: (language: Language) => Content;
};

/** Every mail that this deployment can send, as its own file gives examples of it. */
export const mailExamples = (site: MailSite): readonly MailExample[] =>
  (Object.keys(mails) as MailName[]).flatMap((name) =>
    Object.entries(mails[name].examples).map(([variant, data]) => ({
      title: variant === '' ? name : `${name}: ${variant}`,
      content: (language) => mailContent(name, data as never, { site, language, organization: 'Example Ltd' }),
    })),
  );
