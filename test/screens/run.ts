/**
 * `npm run screens [-- PATTERN]`: takes a picture of every page in every language, width, theme and state, into `docs/screens`. A regular
 * expression chooses pages by name; without one, old pictures are deleted first.
 */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildPages } from '../../pages/build.ts';
import { buildPortal } from '../../portal/build.ts';
import { launchChromium } from '../support/browser.ts';
import { portalShots } from './portal-shots.ts';
import { publicShots } from './public-shots.ts';
import { renderedShots } from './rendered-shots.ts';
import { type Language, languages, type Shot, themes, widths } from './shot.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/screens');
const quality = 30;
/** Wide pages are shown smaller, so that all pictures together stay near 15 MB. */
const scaleOf = (width: number): number => (width > 1_000 ? 0.75 : 1);

/** Pages longer than this are cut, in CSS pixels. */
const maxHeight = 5_000;

/** A dialog darkens the window only, so its picture ends where the window does. */
const wholeHeight =
  "document.querySelector('dialog[open]:modal') ? innerHeight : document.documentElement.scrollHeight";

type Look = { readonly language: Language; readonly width: number; readonly theme: (typeof themes)[number] };

const looks: readonly Look[] = languages.flatMap((language) =>
  widths.flatMap((width) => themes.map((theme) => ({ language, width, theme }))),
);

/** A WebP of the whole page: a quarter of the PNG's size. */
async function picture(page: Page, width: number, from = 'body'): Promise<Buffer> {
  const y = Math.floor((await page.locator(from).first().boundingBox())?.y ?? 0);
  const height = Math.min((await page.evaluate<number>(wholeHeight)) - y, maxHeight);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality, captureBeyondViewport: true },
    clip: { x: 0, y, width, height, scale: scaleOf(width) },
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}

async function take(browser: Browser, look: Look, shots: readonly Shot[]): Promise<void> {
  const { language, width, theme } = look;
  const context = await browser.newContext({
    ...{ viewport: { width, height: 844 }, colorScheme: theme, reducedMotion: 'reduce' },
    locale: language === 'ar' ? 'ar' : 'en-GB',
  });
  await context.addInitScript("if (!localStorage.length) localStorage.setItem('tollgate.signedIn', 'yes')");
  for (const shot of shots) {
    const page = await context.newPage();
    shot.prepare?.(language);
    await page.goto(shot.address(language), { waitUntil: 'networkidle' });
    await shot.act?.(page);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    const name = [shot.page, language, width, theme, shot.state].join('-');
    await writeFile(join(folder, `${name}.webp`), await picture(page, width, shot.from));
    await page.close();
  }
  await context.close();
}

const [pattern] = process.argv.slice(2);
const outDir = await mkdtemp(join(tmpdir(), 'tollgate-screens-'));
await Promise.all([buildPages({ outDir: join(outDir, 'pages') }), buildPortal(join(outDir, 'portal'))]);
if (pattern === undefined) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const galleries = [
  await publicShots(join(outDir, 'pages')),
  await portalShots(join(outDir, 'portal')),
  await renderedShots(),
];
const shots = galleries.flatMap((each) => each.shots).filter(({ page }) => new RegExp(pattern ?? '').test(page));
const browser = await launchChromium();
for (const look of looks) await take(browser, look, shots);
await browser.close();
for (const { close } of galleries) await close();
await rm(outDir, { recursive: true });
const files = await readdir(folder);
const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
console.log(`${files.length} pictures, ${megabytes.toFixed(1)} MB, in docs/screens`);
