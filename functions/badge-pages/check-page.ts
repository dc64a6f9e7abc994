import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { notCached } from '../../shared/services/badges/cached-answer.ts';
import { checkPageOf } from '../../shared/services/badges/pages/check-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { handleMeant } from './address.ts';
import { badgeCheckSteps } from './check-steps.ts';
import type { BadgePagesDeps } from './deps.ts';
import { shownOf } from './shown-badge.ts';

/** GET /badges/check: a form; with `url=` whether that address, or handle, is of a badge that is in force now, step by step. */
export const readCheckPage =
  (deps: BadgePagesDeps): Route =>
  async (request) => {
    knownParameters(request, ['url', 'lang']);
    const typed = request.query.get('url')?.slice(0, 2_000) ?? '';
    if (typed.trim() === '') return answer(deps, request, {});
    const { language } = readingOf(request);
    const handle = handleMeant(deps.origin, typed);
    const shown = handle === null ? null : await shownOf(deps, handle);
    const steps = badgeCheckSteps(language, { handle, badge: shown?.badge ?? null });
    const valid = shown?.badge.verified === true;
    return answer(deps, request, { typed, verdict: { valid, steps, handle: shown?.badge.handle ?? null } });
  };

type Shown = Omit<Parameters<typeof checkPageOf>[0], 'reading' | 'issuer'>;

function answer({ catalog }: BadgePagesDeps, request: ApiRequest, shown: Shown): Answer {
  const page = checkPageOf({ ...shown, reading: readingOf(request), issuer: catalog.name });
  return withHeaders(pageAnswer(page), notCached);
}
