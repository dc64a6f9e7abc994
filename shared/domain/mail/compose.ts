import type { Language } from '../accounts/account.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { inLanguage, textIn } from '../catalog/localized.ts';
import { evidenceKeptYears } from '../evidence/retention.ts';
import type { MailText } from './mail.ts';
import { type MailSite, wordsIn } from './mail-words.ts';
import { type MailData, type MailName, mails, type QueuedData } from './mails.ts';
import type { Content } from './render.ts';

/** The site a mail comes from, its language and, of a mail to an account, the account's organization. */
export type MailContext = { readonly site: MailSite; readonly language: Language; readonly organization: string };

/** The site of a catalogue, at its public address. */
export const mailSiteOf = (catalog: Catalog, origin: string): MailSite => ({
  ...{ name: catalog.name, origin, supportEmail: catalog.supportEmail },
  acceptancesKeptYears: evidenceKeptYears(catalog),
});

/** The name that the site's mails come from, in a language. */
export const senderOf = ({ name }: Pick<MailSite, 'name'>, language: Language): string => textIn(name, language);

type AnyMail = {
  readonly link: (data: unknown) => string | null;
  readonly en: (data: unknown, words: unknown) => MailText;
  readonly ar: (data: unknown, words: unknown) => MailText;
};

/** The mail of this name, with its link, in a language. */
export function mailContent<Name extends MailName>(
  name: Name,
  data: MailData<Name> | QueuedData<Name>,
  { site, language, organization }: MailContext,
): Content {
  const mail = mails[name] as unknown as AnyMail;
  const words = wordsIn(language, site);
  const { label, ...text } = mail[language](inLanguage(data as object, language), {
    ...words,
    organization: words.name(organization),
  });
  const link = mail.link(data);
  if (link === null || label === undefined) return text;
  return { ...text, action: { label, link: link.startsWith('/') ? site.origin + link : link } };
}

const writtenOn: Record<Language, (day: string) => string> = {
  en: (day) => `We wrote this email on ${day}. Its figures and dates are of that day.`,
  ar: (day) => `كتبنا هذه الرسالة في ${day}، وأرقامها وتواريخها من ذلك اليوم.`,
};

type Written = { readonly writtenAt: string; readonly site: MailSite; readonly language: Language };

/** A mail that is sent again, which begins with the day on which it was written. */
export const dated = (content: Content, { writtenAt, site, language }: Written): Content => ({
  ...content,
  paragraphs: [writtenOn[language](wordsIn(language, site).date(writtenAt)), ...content.paragraphs],
});
