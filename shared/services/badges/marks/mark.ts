import type { Language } from '../../../domain/accounts/account.ts';
import type { PublicBadgeView } from '../../../http/views.ts';
import { styleOf, toneOf } from './colours.ts';
import { type MarkOptions, usualMark } from './options.ts';
import { checkOf, rounded } from './shapes.ts';
import { textWidth } from './text-width.ts';
import { escapeMarkup, kindWords, words } from './words.ts';

/** The parts of a badge that its mark shows. */
export type Marked = Pick<PublicBadgeView, 'handle' | 'kind' | 'status' | 'verified' | 'parent'>;

/** Units of the drawing: a mark is 20 high, whatever its size. */
const height = 20;
const fontSize = 11;
const baseline = 14;
const side = 14;
const edge = { check: 3, text: 7 };

/** The CSS font list of marks and cards. */
export const fonts = "Vazirmatn,system-ui,'Segoe UI',Roboto,Arial,sans-serif";

/** One part of a mark: its width, the gap before it, and how it is drawn at a place. */
type Part = { readonly width: number; readonly before: number; readonly draw: (x: number) => string };

/** The text of a mark for screen readers. */
export function markName({ handle, kind, status, verified, parent }: Marked, language: Language): string {
  const word = words[language][status];
  if (!verified) return `@${handle}: ${word}`;
  const of = parent ? ` · @${parent}` : '';
  return `@${handle}: ${word} (${kindWords[language][kind]}${of})`;
}

/** The size of a mark in whole CSS pixels. */
export function markSize(badge: Marked, options: MarkOptions): { readonly width: number; readonly height: number } {
  return { width: Math.ceil((widthOf(partsOf(badge, options)) * options.size) / height), height: options.size };
}

/**
 * The mark to embed, as SVG: the check marks of a verified badge, its handle, and the word for its status. It has no script and no outside
 * reference. Only a verified badge has the shapes and colours of the check marks.
 */
export function markSvg(badge: Marked, options: MarkOptions = usualMark): string {
  const { theme, language } = options;
  const parts = partsOf(badge, options);
  const width = rounded(widthOf(parts));
  const name = escapeMarkup(markName(badge, language));
  const size = markSize(badge, options);
  const border = `<rect x=".5" y=".5" width="${rounded(width - 1)}" height="19" rx="9.5" ${toneOf(theme, 'ground')}/><rect x=".5" y=".5" width="${rounded(width - 1)}" height="19" rx="9.5" fill="none" ${toneOf(theme, 'line', 'stroke')}${badge.verified ? '' : ' stroke-dasharray="2.5 2"'}/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}" xml:lang="${language}">
<title>${name}</title>${styleOf(theme)}
${border}
${drawn(parts, options.dir)}
</svg>
`;
}

function partsOf({ handle, kind, status, verified, parent }: Marked, { theme, language }: MarkOptions): Part[] {
  const kinds = verified ? [kind, ...(parent ? (['organization'] as const) : [])] : [];
  const checks = kinds.map((each, i) => ({
    width: side,
    before: i === 0 ? edge.check : 2,
    draw: (x: number) => checkOf(each, { x, y: 3, side }),
  }));
  const of = text(`@${handle}`, { before: verified ? 5 : edge.text, tone: toneOf(theme, 'ink') });
  return [...checks, of, text(words[language][status], { before: 6, tone: toneOf(theme, 'quiet') })];
}

/** The text's length is fixed, so that the next part keeps its place in any font. */
function text(content: string, { before, tone }: { readonly before: number; readonly tone: string }): Part {
  const width = rounded(textWidth(content, fontSize));
  const font = `font-family="${fonts}" font-size="${fontSize}" font-weight="600"`;
  const draw = (x: number) =>
    `<text x="${rounded(x)}" y="${baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs" ${font} ${tone}>${escapeMarkup(content)}</text>`;
  return { width, before, draw };
}

const widthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { before, width }) => sum + before + width, edge.text);

/** Draws the parts in reading order, from the side where the reader begins. */
function drawn(parts: readonly Part[], dir: 'ltr' | 'rtl'): string {
  const whole = widthOf(parts);
  let begun = 0;
  return parts
    .map(({ width, before, draw }) => {
      const start = begun + before;
      begun = start + width;
      return draw(dir === 'rtl' ? whole - begun : start);
    })
    .join('');
}
