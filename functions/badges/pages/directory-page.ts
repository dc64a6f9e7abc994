import type { Language } from '../../../shared/domain/accounts/account.ts';
import { type BadgeKind, badgeKinds } from '../../../shared/domain/catalog/badge-review.ts';
import type { PublicBadgeView } from '../../../shared/http/views.ts';
import { checkOf } from '../marks/shapes.ts';
import { escapeMarkup, kindWords } from '../words.ts';
import type { Page } from './layout.ts';
import { texts } from './texts.ts';

type DirectoryPage = {
  readonly badges: readonly PublicBadgeView[];
  readonly cursor?: string;
  /** What was searched. */
  readonly typed: string;
  readonly kind: BadgeKind | undefined;
  readonly language: Language;
  readonly issuer: string;
};

/** Badges in force, and a form to search them. */
export function directoryPage({ badges, cursor, typed, kind, language, issuer }: DirectoryPage): Page {
  const { directory } = texts[language];
  const options = badgeKinds.map(
    (each) => `<option value="${each}"${each === kind ? ' selected' : ''}>${kindWords[language][each]}</option>`,
  );
  const form = `<form class="line" method="get" action="/badges" role="search"><label>${directory.search}<input type="search" name="q" maxlength="100" dir="auto" autocapitalize="none" value="${escapeMarkup(typed)}"></label>
<label>${directory.kind}<select name="kind"><option value="">${directory.anyKind}</option>${options.join('')}</select></label><button>${directory.find}</button></form>`;
  const none = badges.length === 0 && cursor === undefined ? `<p>${directory.none}</p>` : '';
  const next = new URLSearchParams({ q: typed, ...(kind && { kind }), cursor: cursor ?? '' });
  const more =
    cursor === undefined ? '' : `<p><a href="/badges?${escapeMarkup(next.toString())}">${directory.more}</a></p>`;
  const list =
    badges.length === 0 ? '' : `<ul class="found">${badges.map((badge) => rowOf(badge, language)).join('')}</ul>`;
  const body = `<h1>${directory.title}</h1><p>${directory.lead}</p>${form}${none}${list}${more}`;
  return { language, issuer, title: directory.title, body };
}

const rowOf = ({ handle, displayName, kind }: PublicBadgeView, language: Language): string =>
  `<li><a href="/badges/${handle}"><bdi>${escapeMarkup(displayName)}</bdi><svg class="check" viewBox="0 0 14 14" aria-hidden="true">${checkOf(kind, { x: 0, y: 0, side: 14 })}</svg></a> <span class="quiet"><bdi>@${handle}</bdi> · ${kindWords[language][kind]}</span></li>`;
