import type { Language } from '../../../domain/accounts/account.ts';
import { type Localized, textIn } from '../../../domain/catalog/localized.ts';
import type { Answer } from '../../../http/answer.ts';
import { document } from '../../../http/answer.ts';
import { escapeMarkup } from '../marks/words.ts';
import { hashSource, style } from './style.ts';
import { texts } from './texts.ts';

/** The language and address that a page is read in. */
export type PageLocale = {
  readonly language: Language;
  /** Whether the address names the language. Then links on the page name it too; otherwise the reader's settings choose. */
  readonly isNamed: boolean;
  /** The address of this page without a language. */
  readonly here: string;
};

/** A public page before its layout. */
export type HtmlPage = {
  readonly reading: PageLocale;
  /** The deployment's name. */
  readonly issuer: Localized;
  readonly title: string;
  /** Markup for the head and for the page itself, with every outside text escaped. */
  readonly head?: string;
  readonly body: string;
};

/** Allows no script, no outside resource, no style but ours, and no frame around the page. */
const policy = `default-src 'none'; style-src ${hashSource(style)}; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/** An address on this site that keeps the reader's language, escaped for an attribute. */
export const linkTo = (address: string, { language, isNamed }: PageLocale): string =>
  escapeMarkup(isNamed ? inLanguage(address, language) : address);

function inLanguage(address: string, language: Language): string {
  const [path = '', query] = address.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('lang', language);
  return `${path}?${parameters}`;
}

/** A hidden field that keeps the reader's language when a form is sent. */
export const hiddenLanguage = ({ language, isNamed }: PageLocale): string =>
  isNamed ? `<input type="hidden" name="lang" value="${language}">` : '';

const otherLanguage = { en: ['ar', 'العربية'], ar: ['en', 'English'] } as const;

/** The address of a page that is built ahead, which has its language in its path. */
const inPages = (address: string, language: Language): string => (language === 'ar' ? `/ar${address}` : address);

/** The whole HTML of a public page. */
function htmlOf({ reading, issuer, title, head = '', body }: HtmlPage): string {
  const { language, here } = reading;
  const { directory, check, footer } = texts[language];
  const [other, itsName] = otherLanguage[language];
  const name = escapeMarkup(textIn(issuer, language));
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeMarkup(title)} · ${name}</title>${head}<style>${style}</style></head>
<body><header><nav><a href="${inPages('/', language)}"><i></i><bdi>${name}</bdi></a><a href="${linkTo('/badges', reading)}">${directory.title}</a><a href="${linkTo('/badges/check', reading)}">${check.title}</a><a href="${escapeMarkup(inLanguage(here, other))}" lang="${other}" hreflang="${other}">${itsName}</a></nav></header>
<main>${body}</main><footer>${footer.map(([address, text]) => `<a href="${inPages(address, language)}">${text}</a>`).join('')}</footer></body></html>
`;
}

/** The page as an answer, in the reader's language. */
export const pageAnswer = (page: HtmlPage): Answer =>
  document('text/html; charset=utf-8', htmlOf(page), {
    'content-security-policy': policy,
    'content-language': page.reading.language,
    vary: 'accept-language',
  });
