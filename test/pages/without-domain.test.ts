/** Pages of a deployment without a domain of its own: nobody knows its address when they are built. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../../pages/build.ts';

const folder = mkdtempSync(join(tmpdir(), 'tollgate-pages-'));
beforeAll(() => buildPages({ outDir: folder }), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('no page names an address of its own, which would be one without a host', () => {
  const files = globSync('**/*.html', { cwd: folder });
  expect(files.length).toBeGreaterThan(100);
  const naming = files.filter((file) => /rel="(canonical|alternate)"|property="og:(url|image)/.test(read(file)));
  expect(naming).toEqual([]);
});

test('there is no sitemap, and robots.txt names none', () => {
  expect(existsSync(join(folder, 'sitemap.xml'))).toBe(false);
  expect(read('robots.txt')).not.toMatch(/Sitemap:|License:/);
});

test('each page leads to itself in the other language all the same', () => {
  expect(read('pricing/index.html')).toContain('hreflang="ar"');
  expect(read('ar/pricing/index.html')).toContain('hreflang="en"');
});
