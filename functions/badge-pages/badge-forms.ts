import { type Answer, ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { pictureOf } from '../../shared/services/badges/marks/mark-answer.ts';
import { holderPage } from '../../shared/services/badges/pages/holder-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import type { BadgePagesDeps } from './deps.ts';
import type { ShownBadge } from './shown-badge.ts';

type Asked = ShownBadge & { readonly request: ApiRequest; readonly form: string };

/** A badge as mark, JSON or page, by the ending of its address (`.svg`, `.png`, `.json` or none). */
export async function answerAs(deps: BadgePagesDeps, { request, form, read, badge }: Asked): Promise<Answer> {
  const { catalog, origin } = deps;
  if (form === '.svg' || form === '.png') return pictureOf(deps, { request, form, badge });
  knownParameters(request, form === '' ? ['lang'] : []);
  if (form === '.json') return ok(badge, { 'access-control-allow-origin': '*' });
  const { decidedAt: reviewedAt } = read.application;
  return pageAnswer(holderPage({ badge, reviewedAt, issuer: catalog.name, origin, reading: readingOf(request) }));
}
