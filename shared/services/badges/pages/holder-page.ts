import type { Language } from '../../../domain/accounts/account.ts';
import { type Localized, textIn } from '../../../domain/catalog/localized.ts';
import { locales } from '../../../domain/locales.ts';
import type { PublicBadgeView } from '../../../http/views.ts';
import { cardSize } from '../marks/card.ts';
import { markName, markSize } from '../marks/mark.ts';
import { usualMark } from '../marks/options.ts';
import { checkOf } from '../marks/shapes.ts';
import { escapeMarkup, kindWords, words } from '../marks/words.ts';
import { type HtmlPage, linkTo, type PageLocale } from './layout.ts';
import { texts } from './texts.ts';

/** The content of a badge's public page. */
export type HolderPage = {
  readonly badge: PublicBadgeView;
  /** When the present profile was decided on. */
  readonly reviewedAt: string | null;
  readonly issuer: Localized;
  readonly origin: string;
  readonly reading: PageLocale;
};

/** The badge's public page: what was reviewed, by whom, since and until when, and how to show it elsewhere. */
export function holderPage(shown: HolderPage): HtmlPage {
  const { badge, issuer, reading } = shown;
  const { handle, displayName, status } = badge;
  const { language } = reading;
  const title = `${displayName} (@${handle}): ${words[language][status]}`;
  return {
    reading,
    issuer,
    title,
    head: headOf(shown, title),
    body: `${whoOf(shown)}${rowsOf(shown)}${embedOf(shown)}`,
  };
}

function whoOf({ badge, reading: { language } }: HolderPage): string {
  const { handle, displayName, kind, status, verified, picture } = badge;
  const text = texts[language];
  const photo = picture
    ? `<img class="photo${kind === 'person' ? '' : ' square'}" src="${picture}" width="72" height="72" alt="${text.holder.picture}">`
    : '';
  const check = verified
    ? `<svg class="check" viewBox="0 0 14 14" aria-hidden="true">${checkOf(kind, { x: 0, y: 0, side: 14 })}</svg>`
    : '';
  return `<p class="status${verified ? ' on' : ''}">${words[language][status]}</p>
<div class="who">${photo}<div><h1><bdi>${escapeMarkup(displayName)}</bdi>${check}</h1><div class="quiet"><bdi>@${handle}</bdi></div></div></div>
<p>${text.sentence[status]}</p>
`;
}

function rowsOf({ badge, reviewedAt, issuer, reading }: HolderPage): string {
  const { handle, kind, since, until, url, provenDomain, parent, reason } = badge;
  const { language } = reading;
  const { holder } = texts[language];
  const rows: (readonly [string, string | undefined])[] = [
    [holder.reason, reason && `<bdi>${escapeMarkup(reason)}</bdi>`],
    [holder.kind, kindWords[language][kind]],
    [
      holder.site,
      url && `<a dir="ltr" rel="nofollow ugc noopener" href="${escapeMarkup(url)}">${escapeMarkup(url)}</a>`,
    ],
    [holder.domain, provenDomain && `<bdi>${escapeMarkup(provenDomain)}</bdi>`],
    [holder.parent, parent && `<a href="${linkTo(`/badges/${parent}`, reading)}"><bdi>@${parent}</bdi></a>`],
    [
      holder.affiliates,
      badge.verified && kind !== 'person'
        ? `<a href="${linkTo(`/badges?of=${handle}`, reading)}">${holder.seeAffiliates}</a>`
        : undefined,
    ],
    [holder.issuer, `<bdi>${escapeMarkup(textIn(issuer, reading.language))}</bdi>`],
    [holder.since, dayOf(since, language)],
    [holder.reviewed, badge.verified ? dayOf(reviewedAt, language) : undefined],
    [holder.until, dayOf(until, language)],
  ];
  const shown = rows.flatMap(([name, value]) => (value ? `<dt>${name}</dt><dd>${value}</dd>` : []));
  return `<dl>${shown.join('')}</dl>
`;
}

function embedOf({ badge, origin, reading: { language } }: HolderPage): string {
  const { handle, verified } = badge;
  const { holder } = texts[language];
  const own = `/badges/${handle}`;
  const name = escapeMarkup(markName(badge, language));
  const { width, height } = markSize(badge, { ...usualMark, language, size: 24 });
  const image = escapeMarkup(`${own}.svg?size=${height}${language === 'ar' ? '&lang=ar' : ''}`);
  const snippet = `<a href="${origin}${own}"><img src="${origin}${image}" alt="${name}" height="${height}"></a>`;
  const credential = verified ? `<li><a href="${own}/credential">${holder.credential}</a></li>` : '';
  return `<h2>${holder.embed}</h2><p class="marks"><img src="${image}" width="${width}" height="${height}" alt="${name}"></p>
<code dir="ltr" tabindex="0" role="region" aria-label="${holder.embed}">${escapeMarkup(snippet)}</code><p class="quiet">${holder.embedHint}</p>
<ul class="links"><li><a href="${own}.json">${holder.json}</a></li>${credential}</ul>`;
}

/** Metadata for Open Graph (ogp.me), Twitter's card, and oEmbed discovery (oEmbed 1.0, section 4). */
function headOf({ badge, origin, issuer, reading: { language } }: HolderPage, title: string): string {
  const address = `${origin}/badges/${badge.handle}`;
  const image = `${address}.png?form=card${language === 'ar' ? '&lang=ar' : ''}`;
  const properties: (readonly [string, string])[] = [
    ['og:type', 'profile'],
    ['og:title', title],
    ['og:description', texts[language].sentence[badge.status]],
    ['og:url', address],
    ['og:site_name', textIn(issuer, language)],
    ['og:locale', language === 'ar' ? 'ar_AR' : 'en_US'],
    ['og:image', image],
    ['og:image:type', 'image/png'],
    ['og:image:width', String(cardSize.width)],
    ['og:image:height', String(cardSize.height)],
    ['og:image:alt', markName(badge, language)],
    ['profile:username', badge.handle],
  ];
  const metas = properties.map(([name, content]) => `<meta property="${name}" content="${escapeMarkup(content)}">`);
  const oembed = `${origin}/oembed?url=${encodeURIComponent(address)}&format=json`;
  return `
<link rel="canonical" href="${address}"><meta name="description" content="${texts[language].sentence[badge.status]}">
${metas.join('\n')}
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/json+oembed" href="${escapeMarkup(oembed)}" title="${escapeMarkup(title)}">
`;
}

/** A day, UTC, with its month in letters: the order of numbers differs between readers. */
function dayOf(time: string | null | undefined, language: Language): string | undefined {
  if (!time) return undefined;
  const day = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `<time datetime="${time}">${day.format(new Date(time))}</time>`;
}
