import { type BadgeKind, badgeKinds } from '../../../domain/catalog/badge-review.ts';
import type { Localized } from '../../../domain/catalog/localized.ts';
import type { PublicBadgeView } from '../../../http/views.ts';
import { checkOf } from '../marks/shapes.ts';
import { escapeMarkup, kindWords } from '../marks/words.ts';
import { type HtmlPage, hiddenLanguage, linkTo, type PageLocale } from './layout.ts';
import { texts } from './texts.ts';

type DirectoryPage = {
  readonly badges: readonly PublicBadgeView[];
  readonly cursor?: string;
  /** The last search term. */
  readonly typed: string;
  readonly kind: BadgeKind | undefined;
  /** The handle of the organization whose affiliates are listed; absent: every badge is. */
  readonly of: string | undefined;
  readonly reading: PageLocale;
  readonly issuer: Localized;
};

/** The page of verified badges, with a search form. */
export function directoryPage({ badges, cursor, typed, kind, of, reading, issuer }: DirectoryPage): HtmlPage {
  const { language } = reading;
  const { directory } = texts[language];
  const options = badgeKinds.map(
    (each) => `<option value="${each}"${each === kind ? ' selected' : ''}>${kindWords[language][each]}</option>`,
  );
  const narrowing =
    of === undefined
      ? `<label>${directory.kind}<select name="kind"><option value="">${directory.anyKind}</option>${options.join('')}</select></label>`
      : `<input type="hidden" name="of" value="${of}">`;
  const form = `<form class="line" method="get" action="/badges" role="search">${hiddenLanguage(reading)}<label>${directory.search}<input type="search" name="q" maxlength="100" dir="auto" autocapitalize="none" value="${escapeMarkup(typed)}"></label>
${narrowing}<button>${directory.find}</button></form>`;
  const none = badges.length === 0 && cursor === undefined ? `<p>${directory.none}</p>` : '';
  const next = new URLSearchParams({ q: typed, ...(kind && { kind }), ...(of && { of }), cursor: cursor ?? '' });
  const more =
    cursor === undefined ? '' : `<p><a href="${linkTo(`/badges?${next}`, reading)}">${directory.more}</a></p>`;
  const list =
    badges.length === 0 ? '' : `<ul class="found">${badges.map((badge) => rowOf(badge, reading)).join('')}</ul>`;
  const title = of === undefined ? directory.title : directory.affiliatesOf;
  const whose = of === undefined ? '' : `<p><a href="${linkTo(`/badges/${of}`, reading)}"><bdi>@${of}</bdi></a></p>`;
  const body = `<h1>${title}</h1>${whose}<p>${directory.lead}</p>${form}${none}${list}${more}`;
  return { reading, issuer, title, body };
}

const rowOf = ({ handle, displayName, kind }: PublicBadgeView, reading: PageLocale): string =>
  `<li><a href="${linkTo(`/badges/${handle}`, reading)}"><bdi>${escapeMarkup(displayName)}</bdi><svg class="check" viewBox="0 0 14 14" aria-hidden="true">${checkOf(kind, { x: 0, y: 0, side: 14 })}</svg></a> <span class="quiet"><bdi>@${handle}</bdi> · ${kindWords[reading.language][kind]}</span></li>`;
