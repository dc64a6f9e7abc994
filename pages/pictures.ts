import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rasterizer } from '../shared/pictures/png.ts';
import { languages } from './addresses.ts';
import type { Site } from './src/site.ts';

const colours = { ground: '#fbfaf7', ink: '#17191c', soft: '#4a5059', accent: '#0b5d4e', mark: '#e2a11b' } as const;

/** Draws the picture that previews of links show, one a language: `pictures/en.png`, 1200 × 630. */
export async function drawPictures(outDir: string, site: Site): Promise<void> {
  const draw = rasterizer();
  await mkdir(join(outDir, 'pictures'), { recursive: true });
  for (const language of languages) {
    const { name } = site.catalogs[language];
    const promise = site.words[language]['home.title'] ?? name;
    const picture = await draw(pictureOf({ name, promise, isRightToLeft: language === 'ar' }));
    await writeFile(join(outDir, `pictures/${language}.png`), picture);
  }
}

type Preview = { readonly name: string; readonly promise: string; readonly isRightToLeft: boolean };

/** The stripe, the mark, the name and the promise, which stands in two lines at most. */
function pictureOf({ name, promise, isRightToLeft }: Preview): string {
  const x = isRightToLeft ? 1104 : 96;
  const anchor = isRightToLeft ? 'end' : 'start';
  const lines = inTwo(promise).map(
    (line, i) => `<text x="${x}" y="${360 + i * 104}" font-size="80">${directed(line, isRightToLeft)}</text>`,
  );
  const stripes = Array.from(
    { length: 32 },
    (_, i) => `<path d="M${i * 40} 24l24-24h20l-24 24z" fill="${colours.mark}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="${colours.ground}"/><rect width="1200" height="24" fill="${colours.accent}"/>${stripes.join('')}
<g transform="translate(${isRightToLeft ? 1024 : 96} 120)"><rect width="80" height="80" rx="18" fill="${colours.accent}"/>
<path d="M22 63V20" stroke="#fff" stroke-width="8"/><path d="M22 29h40" stroke="${colours.mark}" stroke-width="13"/></g>
<g font-family="Vazirmatn" font-weight="600" text-anchor="${anchor}" fill="${colours.ink}">${lines.join('')}</g>
<text x="${isRightToLeft ? 1000 : 200}" y="176" font-family="Vazirmatn" font-size="44" fill="${colours.soft}" text-anchor="${anchor}">${escaped(name)}</text>
</svg>`;
}

/** A sentence in two lines of about the same length, if it is long. */
function inTwo(text: string): string[] {
  const words = text.split(' ');
  if (text.length < 24) return [text];
  const half = words.findIndex((_, i) => words.slice(0, i + 1).join(' ').length >= text.length / 2);
  return [words.slice(0, half + 1).join(' '), words.slice(half + 1).join(' ')];
}

/** The engine orders a line from left to right unless its characters say otherwise (UAX #9: RLE and PDF). */
const directed = (line: string, isRightToLeft: boolean): string =>
  isRightToLeft ? `\u202b${escaped(line)}\u202c` : escaped(line);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
