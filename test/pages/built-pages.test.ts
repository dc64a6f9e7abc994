import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { pageAddresses } from '../../pages/addresses.ts';
import tollgate from '../../tollgate.config.ts';
import { allOf, attribute, type BuiltPage, builtPages, gzipBytes } from './built.ts';

const pages = builtPages();
const origin = 'https://data.example.com';
const found = pages.filter(({ file }) => !file.endsWith('404.html'));
const each = pages.map((page) => [page.file, page] as const);

test('every address has a page in both languages, and nothing else has one', () => {
  const files = pageAddresses(tollgate).flatMap((address) => {
    const folder = address === '/' ? '' : `${address.slice(1)}/`;
    return [`${folder}index.html`, `ar/${folder}index.html`];
  });
  expect(found.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  expect(pages.filter((page) => !found.includes(page)).map(({ file }) => file)).toEqual(['404.html', 'ar/404.html']);
});

describe('a page', () => {
  test.each(each)('%s has nothing inline: no style, no script, no handler', (_, page) => {
    const withStyle = page.elements.filter((element) => attribute(element, 'style') !== undefined);
    const handlers = page.elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on')));
    expect([withStyle.length, handlers.length, allOf(page, 'style').length]).toEqual([0, 0, 0]);
    expect(page.texts.filter(({ around }) => around.at(-1)?.tagName === 'script')).toEqual([]);
    for (const script of allOf(page, 'script')) expect(script.src).toMatch(/^\/assets\/island-\w+-\w+\.js$/);
  });

  test.each(each)('%s has at most 40 KB of script, gzip, and less than 10 KB of styles', (_, page) => {
    const scripts = allOf(page, 'script').map(({ src = '' }) => gzipBytes(src));
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(40 * 1024);
    const [styles] = allOf(page, 'link').filter(({ rel }) => rel === 'stylesheet');
    expect(gzipBytes(styles?.href ?? '')).toBeLessThan(10 * 1024);
  });

  test.each(each)('%s loads nothing from elsewhere', (_, page) => {
    const loaded = [...allOf(page, 'script'), ...allOf(page, 'img'), ...allOf(page, 'link')]
      .filter(({ rel = '' }) => !['canonical', 'alternate'].includes(rel))
      .map(({ src, href }) => src ?? href ?? '');
    expect(loaded.filter((address) => !/^\/[^/]/.test(address))).toEqual([]);
  });

  test.each(each)('%s says its language and direction, and has one heading of the first order', (_, page) => {
    expect(allOf(page, 'html')).toEqual([{ lang: page.language, dir: page.language === 'ar' ? 'rtl' : 'ltr' }]);
    expect(allOf(page, 'h1')).toHaveLength(1);
    expect(allOf(page, 'main')).toHaveLength(1);
  });

  test.each(each)('%s has ids once, and every label, description and popover refers to one', (_, page) => {
    const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? []);
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
    const referred = ['for', 'aria-labelledby', 'popovertarget', 'list'].flatMap((name) =>
      page.elements.flatMap((element) => attribute(element, name) ?? []),
    );
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

const titleOf = (page: BuiltPage): string =>
  page.texts.find(({ around }) => around.at(-1)?.tagName === 'title')?.text ?? '';
const metaOf = (page: BuiltPage, name: string): string | undefined =>
  allOf(page, 'meta').find((meta) => meta.name === name || meta.property === name)?.content;

test('every page has a title of its own, a description, and a preview with a picture that exists', () => {
  for (const language of ['en', 'ar'] as const) {
    const titles = found.filter((page) => page.language === language).map(titleOf);
    expect(titles.filter((title, i) => title === '' || titles.indexOf(title) < i)).toEqual([]);
  }
  for (const page of found) {
    expect(metaOf(page, 'description'), page.file).toMatch(/\S.{20,}/);
    expect(metaOf(page, 'og:title'), page.file).toMatch(/\S/);
    expect(metaOf(page, 'og:description')).toBe(metaOf(page, 'description'));
    const picture = metaOf(page, 'og:image') ?? '';
    expect(picture).toBe(`${origin}/pictures/${page.language}.png`);
    expect(existsSync(join(inject('pagesFolder'), picture.slice(origin.length)))).toBe(true);
  }
});

test('each page names itself and both languages by full address, and the other language names it too', () => {
  const addressOf = ({ file }: BuiltPage) => {
    const path = file.replace(/index\.html$/, '').replace(/(?<!^ar)\/$/, '');
    return `${origin}/${path}`;
  };
  const linksOf = (page: BuiltPage) => {
    const links = allOf(page, 'link');
    const alternate = links.filter(({ rel }) => rel === 'alternate');
    return {
      canonical: links.find(({ rel }) => rel === 'canonical')?.href,
      alternate: Object.fromEntries(alternate.map(({ hreflang = '', href = '' }) => [hreflang, href])),
    };
  };
  const byAddress = new Map(found.map((page) => [addressOf(page), page]));
  for (const page of found) {
    const { canonical, alternate } = linksOf(page);
    expect(canonical).toBe(addressOf(page));
    expect(Object.keys(alternate)).toEqual(['en', 'ar', 'x-default']);
    expect(alternate[page.language]).toBe(canonical);
    for (const address of Object.values(alternate)) {
      const other = byAddress.get(address);
      expect(other && linksOf(other).alternate, address).toEqual(alternate);
    }
  }
});

test('a page that is missing is not to be found by search engines', () => {
  for (const page of pages.filter((each) => !found.includes(each))) {
    expect(metaOf(page, 'robots')).toBe('noindex');
    expect(allOf(page, 'link').filter(({ rel }) => rel === 'canonical' || rel === 'alternate')).toEqual([]);
  }
});
