/** Files beside the pages that name every page: for search engines. */
import { addressIn, languages } from './addresses.ts';

/** https://www.sitemaps.org/protocol.html: every page in every language, each with its other languages. */
export function sitemapOf(origin: string, addresses: readonly string[]): string {
  const links = (address: string) =>
    languages
      .map((each) => `<xhtml:link rel="alternate" hreflang="${each}" href="${origin}${addressIn(each, address)}"/>`)
      .join('');
  const urls = addresses.flatMap((address) =>
    languages.map((each) => `<url><loc>${origin}${addressIn(each, address)}</loc>${links(address)}</url>`),
  );
  const spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${spaces}>\n${urls.join('\n')}\n</urlset>\n`;
}

/**
 * RFC 9309. Pages of sessions and answers of the API are of no use in a search. A crawler finds the terms of all datasets at `License`
 * (RSL 1.0, section 4.4), which takes an absolute address.
 */
export const robotsOf = (origin: string | null): string =>
  [
    'User-agent: *',
    ...['/app', '/console', '/v1/', '/data/', '/gateway/'].map((path) => `Disallow: ${path}`),
    ...(origin === null ? [] : [`Sitemap: ${origin}/sitemap.xml`, `License: ${origin}/license.xml`]),
    '',
  ].join('\n');
