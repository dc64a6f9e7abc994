import type { Localized } from '../../../domain/catalog/localized.ts';
import type { HtmlPage, PageLocale } from './layout.ts';
import { texts } from './texts.ts';

/** The page for a handle without a badge. */
export function missingPage(reading: PageLocale, issuer: Localized): HtmlPage {
  const { title, lead } = texts[reading.language].missing;
  return { reading, issuer, title, body: `<h1>${title}</h1><p>${lead}</p>` };
}
