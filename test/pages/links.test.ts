import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { shellPages } from '../../infra/page-routing.ts';
import { pageAddresses } from '../../pages/addresses.ts';
import { pageOfHash } from '../../portal/src/dashboard/former-hashes.ts';
import { buyerPlaces } from '../../portal/src/shell/places.ts';
import tollgate from '../../tollgate.config.ts';
import { allOf, attribute, builtPages } from './built.ts';

const pages = builtPages();
const known = new Set(pageAddresses(tollgate).flatMap((address) => [address, `/ar${address}`]));
const portalPages = new Set([...shellPages, ...buyerPlaces.flatMap((group) => group.places.map(({ to }) => to))]);
const isOfPortal = (pathname: string) => portalPages.has(pathname);
/** Addresses of functions and of files that are published later. */
const others = [
  /^\/badges(\/check)?$/,
  /^\/licences\/[\w-]+\/[\w.-]+(\/terms)?$/,
  /^\/license\.xml$/,
  /^\/public\/samples\/\w+\.(csv|json)$/,
];

test('every link leads to a page, the portal, a function or a place on a page', () => {
  const idsOf = new Map(
    pages.map((page) => [page.file, new Set(page.elements.flatMap((element) => attribute(element, 'id') ?? []))]),
  );
  const wrong = pages.flatMap((page) =>
    allOf(page, 'a').flatMap(({ href = '' }) => {
      if (href.startsWith('mailto:') || href.startsWith('https://')) return [];
      const { pathname, hash } = new URL(href, `https://x.example/${page.file.replace(/index\.html$/, '')}`);
      const file = href.startsWith('#')
        ? page.file
        : `${pathname.slice(1).replace(/\/$/, '')}/index.html`.replace(/^\//, '');
      const isThere =
        href.startsWith('#') ||
        known.has(pathname) ||
        isOfPortal(pathname) ||
        others.some((shape) => shape.test(pathname)) ||
        (pathname.includes('.') && existsSync(join(inject('pagesFolder'), pathname)));
      const hasPlace =
        hash === '' || pageOfHash(hash) === pathname + hash || (idsOf.get(file)?.has(hash.slice(1)) ?? false);
      return isThere && hasPlace ? [] : [`${page.file}: ${href}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('an Arabic page leads to Arabic pages, and to the portal in Arabic', () => {
  const links = pages
    .filter(({ language }) => language === 'ar')
    .flatMap((page) => allOf(page, 'a').map(({ href, hreflang }) => ({ href, hreflang, file: page.file })));
  const english = links.filter(
    ({ href = '', hreflang }) =>
      hreflang !== 'en' &&
      known.has(new URL(href, 'https://x.example').pathname) &&
      !href.startsWith('/ar/') &&
      !/^(#|https:)/.test(href),
  );
  expect(english).toEqual([]);
  const toPortal = links.filter(({ href = '' }) => isOfPortal(href.split(/[?#]/)[0] ?? ''));
  expect(toPortal.length).toBeGreaterThan(20);
  expect(toPortal.filter(({ href }) => !new URL(href ?? '', 'https://x.example').searchParams.has('language'))).toEqual(
    [],
  );
});

test('the sitemap names every page in every language, and robots.txt names the sitemap and the terms of the data', () => {
  const read = (file: string) => readFileSync(join(inject('pagesFolder'), file), 'utf8');
  const named = [...read('sitemap.xml').matchAll(/<loc>https:\/\/data\.example\.com(.*?)<\/loc>/g)].map(
    ([, path]) => path,
  );
  expect(named.toSorted()).toEqual([...known].toSorted());
  expect(read('robots.txt')).toContain('Sitemap: https://data.example.com/sitemap.xml');
  expect(read('robots.txt')).toContain('License: https://data.example.com/license.xml');
});
