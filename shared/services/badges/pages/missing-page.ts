import type { HtmlPage, PageLocale } from './layout.ts';
import { texts } from './texts.ts';

/** The page for a handle without a badge. */
export function missingPage(reading: PageLocale, issuer: string): HtmlPage {
  const { title, lead } = texts[reading.language].missing;
  return { reading, issuer, title, body: `<h1>${title}</h1><p>${lead}</p>` };
}
