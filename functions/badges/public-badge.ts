import { isHandle } from '../../shared/domain/badges/handle.ts';
import { type Answer, ok } from '../../shared/http/answer.ts';
import { found, knownParameters } from '../../shared/http/page.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import type { BadgeRead } from '../../shared/storage/badge-reads.ts';
import type { BadgesDeps } from './deps.ts';
import { keptAMinute } from './kept.ts';
import { pictureOf } from './marks/answer.ts';
import { oneOf } from './marks/options.ts';
import { holderPage } from './pages/holder-page.ts';
import { pageAnswer } from './pages/layout.ts';
import { publicView } from './public-view.ts';

type Shown = { readonly read: BadgeRead; readonly badge: PublicBadgeView };

/** GET /badges/{handle}, {handle}.json, {handle}.svg, {handle}.png: what the public may know; 404 until first approved. */
export const readPublicBadge =
  (deps: BadgesDeps): Route =>
  async (request) => {
    const [, handle = '', form = ''] = /^(.*?)(\.json|\.svg|\.png)?$/.exec(request.params.handle ?? '') ?? [];
    const shown = found(await shownOf(deps, handle), 'This badge');
    return keptAMinute(request, await answerAs(deps, { request, form, ...shown }));
  };

/** What is public of a handle's badge; null where nothing is. */
export async function shownOf(deps: BadgesDeps, handle: string): Promise<Shown | null> {
  const [read] = isHandle(handle) ? await deps.badgeReads.read([handle]) : [];
  const badge = read && publicView(deps, read);
  return badge ? { read, badge } : null;
}

type Asked = Shown & { readonly request: ApiRequest; readonly form: string };

async function answerAs(deps: BadgesDeps, { request, form, read, badge }: Asked): Promise<Answer> {
  const { catalog, origin } = deps;
  if (form === '.svg' || form === '.png') return pictureOf(deps, { request, form, badge });
  knownParameters(request, form === '' ? ['lang'] : []);
  if (form === '.json') return ok(badge, { 'access-control-allow-origin': '*' });
  const language = pageLanguage(request);
  const { decidedAt: reviewedAt } = read.application;
  return pageAnswer(holderPage({ badge, reviewedAt, issuer: catalog.name, origin, language }));
}

/** `lang`, or else what the reader prefers. @throws AppError 400 */
export const pageLanguage = (request: ApiRequest) =>
  oneOf(request, 'lang', ['en', 'ar'] as const) ?? languageOf(request);
