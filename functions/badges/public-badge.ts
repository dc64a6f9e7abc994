import { isHandle } from '../../shared/domain/badges/handle.ts';
import { found } from '../../shared/errors.ts';
import { type Answer, ok, withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { cachedForAMinute, notCached } from '../../shared/services/badges/cached-answer.ts';
import { pictureOf } from '../../shared/services/badges/marks/mark-answer.ts';
import { holderPage } from '../../shared/services/badges/pages/holder-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { missingPage } from '../../shared/services/badges/pages/missing-page.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import type { BadgeRead } from '../../shared/storage/badges/badge-reads.ts';
import type { BadgesDeps } from './deps.ts';

type Shown = { readonly read: BadgeRead; readonly badge: PublicBadgeView };

/** GET /badges/{handle}, {handle}.json, {handle}.svg, {handle}.png: what the public may know; 404 until first approved. */
export const readPublicBadge =
  (deps: BadgesDeps): Route =>
  async (request) => {
    const [, handle = '', form = ''] = /^(.*?)(\.json|\.svg|\.png)?$/.exec(request.params.handle ?? '') ?? [];
    const shown = await shownOf(deps, handle);
    if (!shown && form === '' && isBrowser(request)) return missing(deps, request);
    return cachedForAMinute(request, await answerAs(deps, { request, form, ...found(shown, 'This badge') }));
  };

/** Who asks for a page rather than for an answer that says what is wrong. */
const isBrowser = ({ headers }: ApiRequest): boolean => /\btext\/html\b/.test(headers.accept ?? '');

const missing = ({ catalog }: BadgesDeps, request: ApiRequest): Answer => ({
  ...withHeaders(pageAnswer(missingPage(readingOf(request), catalog.name)), notCached),
  status: 404,
});

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
  const { decidedAt: reviewedAt } = read.application;
  return pageAnswer(holderPage({ badge, reviewedAt, issuer: catalog.name, origin, reading: readingOf(request) }));
}
