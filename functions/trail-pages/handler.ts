import { httpFunction } from '../../shared/http/stacks.ts';
import type { TrailPagesDeps } from './deps.ts';
import { listAudit, listOwnTrail } from './pages.ts';
import { listRefusals, listRefusalsOf } from './refusals.ts';
import { trailPagesRoutes } from './routes.ts';
import { readTimeline } from './timeline.ts';

/** Shows trails and refused calls. It writes no lines, so that it can be the one function with routes that sees lines before they are chained. */
export const trailPages = (deps: TrailPagesDeps) =>
  httpFunction(deps, trailPagesRoutes, {
    'GET /v1/events': listOwnTrail(deps),
    'GET /v1/refusals': listRefusals(deps),
    'GET /v1/admin/organizations/{id}/timeline': readTimeline(deps),
    'GET /v1/admin/audit': listAudit(deps),
    'GET /v1/admin/accounts/{id}/refusals': listRefusalsOf(deps),
  });
