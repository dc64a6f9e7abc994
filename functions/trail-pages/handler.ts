import { httpFunction } from '../../shared/http/stacks.ts';
import type { TrailPagesDeps } from './deps.ts';
import { listOwnTrail } from './own-trail.ts';
import { listAudit } from './pages.ts';
import { listRefusals, listRefusalsOf } from './refusals.ts';
import { listRequests, showRequest } from './requests.ts';
import { trailPagesRoutes } from './routes.ts';
import { readTimeline } from './timeline.ts';

/** Shows trails and refused calls. It writes no lines, so that it can be the one function with routes that sees lines before they are chained. */
export const trailPages = (deps: TrailPagesDeps) =>
  httpFunction(deps, trailPagesRoutes, {
    'GET /v1/events': listOwnTrail(deps),
    'GET /v1/refusals': listRefusals(deps),
    'GET /v1/requests': listRequests(deps),
    'GET /v1/requests/{id}': showRequest(deps),
    'GET /v1/admin/organizations/{id}/timeline': readTimeline(deps),
    'GET /v1/admin/audit': listAudit(deps),
    'GET /v1/admin/accounts/{id}/refusals': listRefusalsOf(deps),
  });
