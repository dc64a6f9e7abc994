import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { SearchHit, StripeSearchView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/admin/stripe/{id}: the organization behind an invoice, a payment, a refund, a dispute, a checkout or a subscription. */
export const findAtStripe =
  ({ objectsAtStripe, accounts }: Pick<BillingDeps, 'objectsAtStripe' | 'accounts'>): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const { id = '' } = request.params;
    const found = await objectsAtStripe.find(id);
    const account = found?.accountId ? await accounts.find(found.accountId) : null;
    if (!found || !account || lifeOf(account) === 'left') return ok({ hit: null } satisfies StripeSearchView);
    const organization = { id: account.id, name: account.organization };
    const hit: SearchHit = { kind: 'stripe', id, title: id, detail: found.type, organization };
    return ok({ hit } satisfies StripeSearchView);
  };
