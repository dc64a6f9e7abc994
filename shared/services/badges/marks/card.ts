import type { Language } from '../../../domain/accounts/account.ts';
import { styleOf, toneOf } from './colours.ts';
import { fonts, type Marked, markName } from './mark.ts';
import type { Theme } from './options.ts';
import { checkOf, rounded } from './shapes.ts';
import { textWidth } from './text-width.ts';
import { escapeMarkup, words } from './words.ts';

/** The size that Open Graph and Twitter cards are made for. */
export const cardSize = { width: 1200, height: 630 };

const margin = 90;

type Card = { readonly badge: Marked; readonly host: string; readonly theme: Theme; readonly language: Language };

/** The card that other sites show for a link to a badge's page, as SVG. `host`: the host of this deployment. */
export function cardSvg({ badge, host, theme, language }: Card): string {
  const { handle, kind, status, verified, parent } = badge;
  const name = escapeMarkup(markName(badge, language));
  const isRtl = language === 'ar';
  const line = (content: string, { y, most, tone }: { y: number; most: number; tone: 'ink' | 'quiet' }) => {
    const room = cardSize.width - 2 * margin;
    const size = rounded(Math.min(most, room / textWidth(content, 1)));
    const x = isRtl ? cardSize.width - margin - textWidth(content, size) : margin;
    return `<text x="${rounded(x)}" y="${y}" font-family="${fonts}" font-size="${size}" font-weight="600" ${toneOf(theme, tone)}>${escapeMarkup(content)}</text>`;
  };
  const checks = verified ? [kind, ...(parent ? (['organization'] as const) : [])] : [];
  const shown = checks.map((each, i) => {
    const begun = margin + i * 190;
    return checkOf(each, { x: isRtl ? cardSize.width - begun - 160 : begun, y: 90, side: 160 });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}" viewBox="0 0 ${cardSize.width} ${cardSize.height}" role="img" aria-label="${name}" xml:lang="${language}">
<title>${name}</title>${styleOf(theme)}
<rect width="${cardSize.width}" height="${cardSize.height}" ${toneOf(theme, 'ground')}/>
${shown.join('')}${line(`@${handle}`, { y: 370, most: 96, tone: 'ink' })}
${line(words[language][status], { y: 455, most: 52, tone: 'quiet' })}
${line(host, { y: 560, most: 40, tone: 'quiet' })}
</svg>
`;
}
