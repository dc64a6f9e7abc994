import { ok } from '../../shared/http/answer.ts';
import type { OperatorRoute, SignedInRoute } from '../../shared/http/route.ts';
import { refusalPage } from '../../shared/services/evidence/refusal-page.ts';
import type { TrailPagesDeps } from './deps.ts';

/** GET /v1/refusals?from&to&key&app: the refused calls of the organization's keys, the latest first. */
export const listRefusals =
  (deps: TrailPagesDeps): SignedInRoute =>
  async (request) =>
    ok(await refusalPage(deps, request, { accountId: request.session.accountId }));

/** GET /v1/admin/accounts/{id}/refusals: the same of any organization, deleted ones included. */
export const listRefusalsOf =
  (deps: TrailPagesDeps): OperatorRoute =>
  async (request) =>
    ok(await refusalPage(deps, request, { accountId: request.params.id ?? '' }));
