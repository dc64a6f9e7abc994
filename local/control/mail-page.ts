import type { Mail } from '../mailbox.ts';

/** A content security policy that runs no script. Frames inherit it, so a mail cannot load or run anything either. */
export const mailPagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'";

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text with HTML's special characters escaped. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** The mailbox as a page: each mail with its links, and its HTML in a sandboxed frame. */
export function mailPage(mails: readonly Mail[]): string {
  const body =
    mails.length > 0 ? mails.map(article).join('\n') : '<p>No mail yet. Sign up or sign in, then reload.</p>';
  return page(
    'Local mailbox',
    `<p>Every mail that this deployment would have sent, newest first. Nothing leaves this machine.
<a href="mail-preview.html">Every mail there is, in every language</a>.</p>
${body}`,
  );
}

/** A whole page in the mailbox's style; `body` is HTML. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1f; background: #fff; }
article { border: 1px solid #c9c9d1; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
h2, h3 { font-size: 1.1rem; margin: 0; }
article h3 { margin-bottom: .75rem; }
li, pre, h2, h3 { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; font: inherit; }
iframe { width: 100%; height: 33rem; border: 1px solid #e2e2e8; box-sizing: border-box; }
.contents { columns: 14rem; }
section { margin-top: 2.5rem; }
@media (min-width: 60rem) {
  body:has(.languages) { max-width: 76rem; }
  .languages { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
  .languages iframe { height: 27rem; }
}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>`;

/** A mail's HTML in a frame that runs no script and opens links in a new page. */
export const htmlFrame = (html: string, title: string): string =>
  `<iframe title="${escaped(title)}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(`<base target="_blank">${html}`)}"></iframe>`;

const article = ({ to, subject, text, html, links }: Mail): string => `<article>
<h2>${escaped(subject)}</h2>
<p>To ${escaped(to)}</p>
<ul>${links.map((link) => `<li><a href="${escaped(link)}">${escaped(link)}</a></li>`).join('')}</ul>
<details><summary>Text</summary><pre>${escaped(text)}</pre></details>
${html ? `<details><summary>HTML</summary>${htmlFrame(html, 'HTML of the mail')}</details>` : ''}
</article>`;
