import type { HttpAnswer } from '../http/exchange.ts';
import { document, type Html, html } from './html.ts';
import type { Look } from './look.ts';

/** A page as an answer. `look`: of a page that shows its seller. */
export function pageAnswer(status: number, title: string, content: Html, look?: Look): HttpAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body: document(title, content, look),
  };
}

/** A page of one sentence. */
export const messageAnswer = (status: number, title: string, sentence: string) =>
  pageAnswer(status, title, html`<h1>${title}</h1><p>${sentence}</p>`);

/** 303: the browser goes on with a GET. */
export const seeOther = (location: string): HttpAnswer => ({ status: 303, headers: { location }, body: '' });
