import { type Answer, document } from '../../../http/answer.ts';
import type { ApiRequest } from '../../../http/request.ts';
import type { PublicBadgeView } from '../../../http/views.ts';
import type { Rasterizer } from '../../../pictures/png.ts';
import { hashSource } from '../pages/style.ts';
import { cardSvg } from './card.ts';
import { darkRules } from './colours.ts';
import { markSvg } from './mark.ts';
import { type MarkOptions, markOptionsOf, queryWord } from './options.ts';

/** Headers of a mark. Opened by itself it runs and loads nothing; any page may show it (Fetch, "Cross-Origin-Resource-Policy"). */
const toEmbed = {
  'content-security-policy': `default-src 'none'; style-src ${hashSource(darkRules)}; frame-ancestors 'none'; base-uri 'none'; sandbox`,
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
};

type Asked = { readonly request: ApiRequest; readonly form: '.svg' | '.png'; readonly badge: PublicBadgeView };

/** The mark of a badge as SVG or PNG, or with `form=card` the card for links to it. In a PNG `theme=auto` is light. */
export async function pictureOf(
  { origin, rasterize }: { readonly origin: string; readonly rasterize: Rasterizer },
  { request, form, badge }: Asked,
): Promise<Answer> {
  const options = markOptionsOf(request, ['form']);
  const isCard = queryWord(request, 'form', ['mark', 'card'] as const) === 'card';
  const { theme } = options;
  const shown: MarkOptions = form === '.png' && theme === 'auto' ? { ...options, theme: 'light' } : options;
  const svg = isCard ? cardSvg({ badge, host: new URL(origin).host, ...shown }) : markSvg(badge, shown);
  if (form === '.svg') return document('image/svg+xml', svg, toEmbed);
  return { status: 200, body: await rasterize(svg), headers: { 'content-type': 'image/png', ...toEmbed } };
}
