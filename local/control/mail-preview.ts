import type { Language } from '../../shared/domain/accounts/account.ts';
import { rendered } from '../../shared/domain/mail/render.ts';
import type { MailExample } from './mail-examples.ts';
import { escaped, htmlFrame, page } from './mail-page.ts';

const languages: readonly Language[] = ['en', 'ar'];

/** A page with every mail in every language, as HTML and as text, for people who write or check them. */
export function mailPreview(examples: readonly MailExample[], sender: string): string {
  const contents = examples.map(({ title }, i) => `<li><a href="#mail-${i}">${escaped(title)}</a></li>`);
  const sections = examples.map(
    ({ title, content }, i) => `<section id="mail-${i}" aria-labelledby="mail-${i}-title">
<h2 id="mail-${i}-title">${escaped(title)}</h2>
<div class="languages">${languages.map((language) => article(rendered(content(language), { language, sender }), language)).join('\n')}</div>
</section>`,
  );
  return page(
    'Every mail, in every language',
    `<p>What this deployment can send, with made-up data. <a href="mail.html">The mailbox</a> shows what it has sent.</p>
<ul class="contents">${contents.join('')}</ul>
${sections.join('\n')}`,
  );
}

function article({ subject, text, html }: ReturnType<typeof rendered>, language: Language): string {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return `<article>
<h3 lang="${language}" dir="${direction}">${escaped(subject)}</h3>
${htmlFrame(html, `HTML: ${subject}`)}
<details><summary>Text</summary><pre lang="${language}" dir="${direction}">${escaped(text)}</pre></details>
</article>`;
}
