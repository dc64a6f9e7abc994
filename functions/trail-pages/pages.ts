import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { auditView } from '../../shared/http/present-audit.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { TrailPagesDeps } from './deps.ts';

/** GET /v1/admin/audit?account=: the operators' own trail, or an organization's; newest first. */
export const listAudit =
  (deps: TrailPagesDeps): OperatorRoute =>
  async (request) => {
    const whose = request.query.get('account') ?? operators;
    const { entries, cursor } = await deps.trail.list(whose, pageRequestOf(request, ['account']));
    return ok({ data: entries.map(auditView), cursor });
  };
