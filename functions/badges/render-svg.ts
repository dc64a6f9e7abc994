import type { PublicBadgeView } from '../../shared/http/views.ts';
import { colours, escapeMarkup, words } from './words.ts';

/** The mark to embed: 20 px high, readable by screen readers, no script, no outside reference. */
export function badgeSvg({ handle, status, verified }: PublicBadgeView): string {
  const label = `@${handle}`;
  const leftWidth = Math.ceil(label.length * 7 + 14);
  const rightWidth = Math.ceil(words[status].length * 7 + (verified ? 28 : 14));
  const width = leftWidth + rightWidth;
  const title = escapeMarkup(`${label}: ${words[status]}`);
  const check = verified
    ? `<path d="M${leftWidth + 8} 10.5l2.6 2.6 5-5.4" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`
    : '';
  const textStart = leftWidth + (verified ? 21 : 7);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><rect width="${leftWidth}" height="20" fill="#30343b"/><rect x="${leftWidth}" width="${rightWidth}" height="20" fill="${colours[status]}"/></g>
${check}<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="7" y="14">${escapeMarkup(label)}</text><text x="${textStart}" y="14">${escapeMarkup(words[status])}</text></g>
</svg>
`;
}
