import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it, test } from 'vitest';
import { guideIds, guidesOf } from '../../pages/guides/order.ts';
import { codeGroupsOf } from '../../pages/guides/read.ts';
import { filledIn } from '../../pages/guides/values.ts';
import { referenceGroups } from '../../pages/reference/groups.ts';
import { type Entry, matching } from '../../pages/src/search/match.ts';
import tollgate from '../../tollgate.config.ts';
import { allOf, attribute, type BuiltPage, builtPages } from './built.ts';

const folder = inject('pagesFolder');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const pages = builtPages();
const docs = pages.filter(({ file }) => /^(ar\/)?docs\//.test(file));
const pageAt = (file: string): BuiltPage => pages.find((page) => page.file === file)!;
const indexOf = (language: 'en' | 'ar'): Entry[] => {
  const address = allOf(pageAt(`${language === 'ar' ? 'ar/' : ''}docs/index.html`), 'search')[0]?.['data-search'] ?? '';
  return JSON.parse(read(address));
};
const full: { paths: Record<string, Record<string, { operationId: string; tags: string[] }>> } = JSON.parse(
  read('openapi/full.json'),
);
const programs = JSON.parse(read('openapi.json'));
/** Those of members; a route of any method stands once. */
const operations = Object.entries(full.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) =>
    operation.tags[0] === 'operator' || (path.startsWith('/gateway/') && method !== 'get')
      ? []
      : [{ ...operation, path, method }],
  ),
);

describe('guides', () => {
  it('are written in both languages, and nothing else stands beside them', () => {
    const files = guideIds.flatMap((id) => [`${id}.ar.md`, `${id}.en.md`]);
    expect(readdirSync('pages/docs').toSorted()).toEqual(files.toSorted());
  });

  it.each(guideIds)('%s has the same parts and the same code in both languages', (id) => {
    const own = (language: string) => readFileSync(`pages/docs/${id}.${language}.md`, 'utf8');
    const partsOf = (text: string) => [...text.matchAll(/^## .*\{#([\w-]+)\}$/gm)].map(([, part]) => part);
    expect(partsOf(own('ar'))).toEqual(partsOf(own('en')));
    expect(own('ar').match(/^\{\{code\}\}$/gm)?.length ?? 0).toBe(codeGroupsOf(own('en')).length);
    expect(own('ar')).not.toContain('```');
    const linksOf = (text: string) =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link?.replace('?language=ar', '')).toSorted();
    expect(linksOf(own('ar'))).toEqual(linksOf(own('en')));
    expect(partsOf(own('en')).length).toBeGreaterThan(1);
  });

  it('about something that is not sold are left out', () => {
    const { datasets, upstreams = [], badges } = tollgate;
    expect(guidesOf({ datasets, upstreams, badges })).toEqual(guideIds);
    expect(guidesOf({ datasets, upstreams, badges: [] })).not.toContain('badges');
    expect(guidesOf({ datasets, upstreams: [], badges })).not.toContain('gateway');
    expect(guidesOf({ datasets: [], upstreams, badges })).not.toContain('filtering');
  });

  it('that name a value without one fail the build', () => {
    expect(() => filledIn('Read {{nothing}}', {})).toThrow('{{nothing}}');
  });

  it('are Markdown too, without the marks of the build', () => {
    for (const id of guideIds)
      for (const file of [`docs/${id}.md`, `ar/docs/${id}.md`]) {
        expect(read(file), file).toMatch(/^# \S/);
        expect(read(file), file).not.toMatch(/\{#|\{run |\{\{|^```\w+ ./m);
      }
  });
});

test('the verifier of evidence is published as packs have it', () => {
  expect(read('docs/verify.mjs')).toBe(readFileSync('evidence/verify.mjs', 'utf8'));
});

describe('the reference', () => {
  it('has a page for every group that members use, and a part for every operation', () => {
    expect([...new Set(operations.flatMap(({ tags }) => tags))].toSorted()).toEqual([...referenceGroups].toSorted());
    for (const language of ['', 'ar/'])
      for (const { operationId, tags } of operations) {
        const page = pageAt(`${language}docs/reference/${tags[0]}/index.html`);
        expect(
          page.elements.some((element) => attribute(element, 'id') === operationId),
          operationId,
        ).toBe(true);
      }
  });

  it('says of each operation which document has it', () => {
    for (const { operationId, tags, path, method } of operations) {
      const page = pageAt(`docs/reference/${tags[0]}/index.html`);
      const part = page.html.split(`aria-labelledby="${operationId}"`)[1]?.split('<section')[0] ?? '';
      const file = programs.paths[path]?.[method] ? '/openapi.json' : '/openapi/full.json';
      expect(/href="(\/openapi[^"]*)"/.exec(part)?.[1], operationId).toBe(file);
    }
  });

  it('lists the errors of each operation by status', () => {
    const lists = docs.flatMap(({ html }) => html.match(/<ul class="operation-codes">.*?<\/ul>/gs) ?? []);
    expect(lists.length).toBeGreaterThan(operations.length);
    for (const list of lists) {
      const statuses = [...list.matchAll(/<span>(\d{3})<\/span>/g)].map(([, status]) => Number(status));
      expect(statuses.length).toBeGreaterThan(0);
      expect(statuses).toEqual(statuses.toSorted((one, other) => one - other));
    }
  });

  it('is in Arabic to the last description', () => {
    for (const page of docs.filter(({ language }) => language === 'ar')) {
      const english = page.elements.filter(
        (element) => attribute(element, 'lang') === 'en' && !['a', 'figure', 'select'].includes(element.tagName),
      );
      expect(
        english.map(({ tagName }) => tagName),
        page.file,
      ).toEqual([]);
    }
  });
});

describe('the page of an API', () => {
  it.each(['', 'ar/'])('asks for a path that the API has, in %spages', (language) => {
    for (const { id, baseUrl, routes = [] } of tollgate.upstreams ?? []) {
      const path = routes.find((route) => !route.path.includes('{'))?.path;
      if (!baseUrl || !path) continue;
      expect(pageAt(`${language}apis/${id}/index.html`).html).toContain(`/gateway/${id}${path}&quot;`);
    }
    expect(pageAt(`${language}apis/trends/index.html`).html).toMatch(/\/gateway\/trends\/brands\b/);
  });
});

describe('the search', () => {
  it.each(['en', 'ar'] as const)('fetches an index of at most 25 KB, gzip, in %s', (language) => {
    expect(gzipSync(JSON.stringify(indexOf(language)), { level: 9 }).length).toBeLessThanOrEqual(25 * 1024);
    expect(indexOf(language).length).toBeGreaterThan(100);
  });

  it.each([
    ['en', 'rotate', '/docs/keys#rotate'],
    ['en', 'idempot', '/docs/exports#once'],
    ['en', 'rate_limited', '/problems/rate_limited'],
    ['en', 'POST /v1/keys', '/docs/reference/keys#createKey'],
    ['ar', 'استبدال', '/ar/docs/keys#rotate'],
    ['ar', 'الفوتره', '/ar/docs/billing'],
    ['ar', 'سقف', '/ar/docs/billing#cap'],
  ] as const)('finds in %s by “%s” %s', (language, query, address) => {
    expect(matching(indexOf(language), query).map(([, found]) => found)).toContain(address);
  });

  it('finds nothing where a word is missing everywhere, and nothing for blanks', () => {
    expect(matching(indexOf('en'), 'keys zzzz')).toEqual([]);
    expect(matching(indexOf('en'), '  ')).toEqual([]);
  });

  it('leads to places that exist', () => {
    for (const language of ['en', 'ar'] as const)
      for (const [, address] of indexOf(language)) {
        const [path = '', place] = address.split('#');
        const page = pageAt(`${path.slice(1)}/index.html`);
        expect(page, address).toBeDefined();
        if (place !== undefined)
          expect(
            page.elements.some((element) => attribute(element, 'id') === place),
            address,
          ).toBe(true);
      }
  });
});

test('llms.txt has the form of its standard, and each address in it exists', () => {
  const text = read('llms.txt');
  expect(text).toMatch(/^# .+\n\n> .+\n\n## /);
  const addresses = [...text.matchAll(/\]\(https:\/\/data\.example\.com(\/[^)]*)\)/g)].map(([, path = '']) => path);
  expect(addresses.length).toBeGreaterThan(15);
  for (const path of addresses)
    expect(() => read(path.includes('.') ? path : `${path}/index.html`), path).not.toThrow();
});
