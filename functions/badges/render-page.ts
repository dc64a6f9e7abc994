import type { Language } from '../../shared/domain/accounts/account.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { pageTexts } from './page-texts.ts';
import { badgeSvg } from './render-svg.ts';
import { colours, escapeMarkup, words } from './words.ts';

export type BadgePage = {
  readonly badge: PublicBadgeView;
  readonly issuer: string;
  readonly origin: string;
  readonly url: string;
  readonly language: Language;
};

const style = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#14171c;--quiet:#565d68;--line:#dfe3e8}
@media(prefers-color-scheme:dark){:root{--ground:#101317;--card:#191d23;--ink:#eef1f5;--quiet:#a6afbb;--line:#2c323b}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
main{width:100%;max-width:34rem;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem}
h1{font-size:1.6rem;line-height:1.2;margin:.6rem 0 0;overflow-wrap:anywhere}p{margin:.6rem 0}.handle,dt{color:var(--quiet)}
.status{display:inline-block;padding:.2rem .7rem;border-radius:99px;color:#fff;font-weight:600;font-size:.9rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1.25rem;margin:1.25rem 0;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}dd{margin:0;overflow-wrap:anywhere}
a{color:inherit}code{display:block;overflow-x:auto;padding:.8rem;border:1px solid var(--line);border-radius:8px;font-size:.8rem;white-space:pre}
`;

/** The badge's public page: what was reviewed, by whom, since and until when. */
export function badgePage({ badge, issuer, origin, url, language }: BadgePage): string {
  const { handle, displayName, kind, status, since, until } = badge;
  const texts = pageTexts[language];
  const address = `${origin}/badges/${handle}`;
  const snippet = `<a href="${address}"><img src="${address}.svg" alt="@${handle}: ${words[status]}"></a>`;
  const rows: [string, string][] = [
    [texts.kind, texts.kinds[kind]],
    [texts.issuer, `<bdi>${escapeMarkup(issuer)}</bdi>`],
    [texts.since, date(since)],
    ...(until ? [[texts.until, date(until)] as [string, string]] : []),
    [texts.site, `<a dir="ltr" rel="nofollow ugc noopener" href="${escapeMarkup(url)}">${escapeMarkup(url)}</a>`],
  ];
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeMarkup(displayName)} (@${handle}): ${texts.status[status]} · ${escapeMarkup(issuer)}</title><style>${style}</style></head>
<body><main><span class="status" style="background:${colours[status]}">${texts.status[status]}</span>
<h1><bdi>${escapeMarkup(displayName)}</bdi></h1><p class="handle"><bdi>@${handle}</bdi></p><p>${texts.sentence[status]}</p>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
<p>${badgeSvg(badge)}</p><p>${texts.embed}</p><code dir="ltr" tabindex="0">${escapeMarkup(snippet)}</code>
<p><a href="${address}.json">${texts.json}</a></p></main></body></html>
`;
}

const date = (time: string | undefined): string =>
  time ? `<time datetime="${time}">${time.slice(0, 10)}</time>` : '–';
