import { found } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { cachedForAMinute, notCached } from '../../shared/services/badges/cached-answer.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { missingPage } from '../../shared/services/badges/pages/missing-page.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { answerAs } from './badge-forms.ts';
import type { BadgePagesDeps } from './deps.ts';
import { shownOf } from './shown-badge.ts';

/** GET /badges/{handle}, {handle}.json, {handle}.svg, {handle}.png: what the public may know; 404 until first approved. */
export const readPublicBadge =
  (deps: BadgePagesDeps): Route =>
  async (request) => {
    const [, handle = '', form = ''] = /^(.*?)(\.json|\.svg|\.png)?$/.exec(request.params.handle ?? '') ?? [];
    const shown = await shownOf(deps, handle);
    if (!shown && form === '' && isBrowser(request)) return missing(deps, request);
    return cachedForAMinute(request, await answerAs(deps, { request, form, ...found(shown, 'This badge') }));
  };

/** Whether the client asks for a page. Others get a problem answer. */
const isBrowser = ({ headers }: ApiRequest): boolean => /\btext\/html\b/.test(headers.accept ?? '');

const missing = ({ catalog }: BadgePagesDeps, request: ApiRequest): Answer => ({
  ...withHeaders(pageAnswer(missingPage(readingOf(request), catalog.name)), notCached),
  status: 404,
});
