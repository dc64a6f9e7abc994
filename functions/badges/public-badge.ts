import { type BadgeApplication, type PublicStatus, publicStatus } from '../../shared/domain/badges/badge.ts';
import { isHandle } from '../../shared/domain/badges/handle.ts';
import { document, ok } from '../../shared/http/answer.ts';
import { found, knownParameters } from '../../shared/http/page.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import type { BadgesDeps } from './deps.ts';
import { paymentOf } from './paid.ts';
import { badgePage } from './render-page.ts';
import { badgeSvg } from './render-svg.ts';

/** Short, so that a badge that ends is gone everywhere within five minutes. */
const cached = { 'cache-control': 'public, max-age=60' };
const noScript = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
};

/** GET /badges/{handle}, {handle}.json, {handle}.svg: what the public may know; 404 until first approved. */
export const readPublicBadge =
  (deps: BadgesDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const [, handle = '', form = ''] = /^(.*?)(\.json|\.svg)?$/.exec(request.params.handle ?? '') ?? [];
    const application = isHandle(handle) ? await deps.badges.find(handle) : null;
    const badge = found(application && (await publicBadge(deps, application)), 'This badge');
    if (form === '.json') return ok(badge, cached);
    if (form === '.svg') return document('image/svg+xml', badgeSvg(badge), { ...cached, ...noScript });
    const { catalog, origin } = deps;
    const url = application?.url ?? '';
    const page = badgePage({ badge, issuer: catalog.name, origin, url, language: languageOf(request) });
    return document('text/html; charset=utf-8', page, { ...cached, ...noScript, vary: 'accept-language' });
  };

async function publicBadge(deps: BadgesDeps, application: BadgeApplication): Promise<PublicBadgeView | null> {
  const { paid, until } = await paymentOf(deps, application);
  const status: PublicStatus | null = publicStatus(application, paid);
  if (status === null || application.firstApprovedAt === null) return null;
  const verified = status === 'verified';
  return {
    handle: application.handle,
    displayName: application.displayName,
    kind: application.kind,
    verified,
    status,
    since: application.firstApprovedAt,
    ...(verified && until !== null ? { until } : {}),
  };
}
