import { ok } from '../../shared/http/answer.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn } from './give.ts';

/** GET /v1/admin/accounts/{id}/billing/given: what operators gave, ended gifts too. */
export const readGiven =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { id } = await accountActedOn(deps, request);
    return ok(adminGivenView((await deps.billing.read(id)).given));
  };
