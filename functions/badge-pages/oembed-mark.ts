import { cardSize } from '../../shared/services/badges/marks/card.ts';
import { type Marked, markName, markSize } from '../../shared/services/badges/marks/mark.ts';
import { minSize, usualMark } from '../../shared/services/badges/marks/options.ts';
import { escapeMarkup } from '../../shared/services/badges/marks/words.ts';

const usualSize = 24;

type Bounds = { readonly maxwidth: number; readonly maxheight: number };

/** As large as usual, or as fits. */
export function mark(origin: string, badge: Marked, { maxwidth, maxheight }: Bounds) {
  const usual = markSize(badge, { ...usualMark, size: usualSize });
  const size = Math.floor(Math.min(usualSize, maxheight, (usualSize * maxwidth) / usual.width));
  if (size < minSize) return { type: 'link' as const };
  const { width, height } = markSize(badge, { ...usualMark, size });
  const address = `${origin}/badges/${badge.handle}`;
  const name = escapeMarkup(markName(badge, 'en'));
  const image = `<img src="${address}.svg?size=${size}" width="${width}" height="${height}" alt="${name}">`;
  return { type: 'rich' as const, html: `<a href="${address}">${image}</a>`, width, height };
}

/** The thumbnail fields of an oEmbed answer: the card as PNG; none where it does not fit. */
export function thumbnail(origin: string, { handle }: Marked, { maxwidth, maxheight }: Bounds) {
  const { width, height } = cardSize;
  if (width > maxwidth || height > maxheight) return {};
  const url = `${origin}/badges/${handle}.png?form=card`;
  return { thumbnail_url: url, thumbnail_width: width, thumbnail_height: height };
}
