import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const preloaded = "Array.from(document.querySelectorAll('link[rel=preload][as=font]'), (link) => link.href)";

test('a reader of Arabic gets the Arabic font early, the one that the styles name, and a reader of English does not', async () => {
  const folder = inject('portalFolder');
  const styles = globSync('assets/*.css', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
  const fontsIn = async (language: 'en' | 'ar') => {
    const page = await portal.open('/app', { language });
    await settled(page);
    return ((await page.evaluate(preloaded)) as string[]).filter((href) => href.includes('vazirmatn'));
  };
  const [font = '', ...others] = await fontsIn('ar');
  expect(others).toEqual([]);
  expect(styles.join('')).toContain(basename(font) || 'no font');
  expect(await fontsIn('en')).toEqual([]);
});
