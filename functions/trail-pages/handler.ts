import { asOperator } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import type { TrailPagesDeps } from './deps.ts';
import { listAudit, listOwnTrail } from './pages.ts';

/** Shows trails. It writes nothing at all, so that it can be the one function with routes that sees lines before they are chained. */
export const trailPages = (deps: TrailPagesDeps) =>
  httpFunction(deps, {
    'GET /v1/events': listOwnTrail(deps),
    'GET /v1/admin/audit': asOperator(deps, listAudit(deps)),
  });
