import type { Language } from '../../../shared/domain/accounts/account.ts';
import type { Answer } from '../../../shared/http/answer.ts';
import { document } from '../../../shared/http/answer.ts';
import { escapeMarkup } from '../words.ts';
import { hashSource, style } from './style.ts';
import { texts } from './texts.ts';

export type Page = {
  readonly language: Language;
  /** The deployment's name. */
  readonly issuer: string;
  readonly title: string;
  /** Markup for the head, and for the page itself: whatever came from outside is escaped in it. */
  readonly head?: string;
  readonly body: string;
};

/** No script, nothing from elsewhere, no other style than ours, no frame around it. */
const policy = `default-src 'none'; style-src ${hashSource(style)}; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/** A public page, whole. */
function htmlOf({ language, issuer, title, head = '', body }: Page): string {
  const { directory, check } = texts[language];
  const name = escapeMarkup(issuer);
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeMarkup(title)} · ${name}</title>${head}<style>${style}</style></head>
<body><header><span><bdi>${name}</bdi></span><a href="/badges">${directory.title}</a><a href="/badges/check">${check.title}</a></header>
<main>${body}</main></body></html>
`;
}

/** The page as an answer, in the language of who reads. */
export const pageAnswer = (page: Page): Answer =>
  document('text/html; charset=utf-8', htmlOf(page), {
    'content-security-policy': policy,
    'content-language': page.language,
    vary: 'accept-language',
  });
