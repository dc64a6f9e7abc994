import type { HtmlPage, PageLocale } from './layout.ts';
import { texts } from './texts.ts';

/** Where a badge is looked for that nobody has. */
export function missingPage(reading: PageLocale, issuer: string): HtmlPage {
  const { title, lead } = texts[reading.language].missing;
  return { reading, issuer, title, body: `<h1>${title}</h1><p>${lead}</p>` };
}
