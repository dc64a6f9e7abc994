import { renderToString } from 'preact-render-to-string';
import { fileOf, languages } from '../addresses.ts';
import { pagesOf } from './all-pages.tsx';
import { Layout } from './layout.tsx';
import type { Page } from './page.ts';
import { missingPage } from './pages/missing.tsx';
import { readerOf } from './reader.ts';
import type { PageFile, Reader, Site } from './site.ts';

const documentOf = (page: Page, reader: Reader): string =>
  `<!doctype html>${renderToString(<Layout page={page} reader={reader} />)}`;

/** Every page in every language, and for each language the page for addresses that do not exist. */
export const renderSite = (site: Site): PageFile[] =>
  languages.flatMap((language) => {
    const reader = readerOf(site, language);
    const missing = language === 'en' ? '404.html' : `${language}/404.html`;
    return [
      ...pagesOf(reader).map((page) => ({
        path: fileOf(language, page.address),
        address: page.address,
        language,
        html: documentOf(page, reader),
      })),
      { path: missing, address: '/404', language, html: documentOf(missingPage(reader), reader) },
    ];
  });
