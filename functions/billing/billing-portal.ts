import { found } from '../../shared/errors.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { urlAnswer } from './open-session.ts';

/** POST /v1/billing-portal: a link to Stripe's own pages for cards and invoices; it leads back to the dashboard. */
export const openBillingPortal =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    const customerId = await customerOf(deps, account);
    const line = personLine(deps, request.session, { action: 'billing_portal.opened', detail: {} });
    await deps.audit.append(line);
    const { url } = await deps.stripe.createBillingPortalSession(customerId, {
      returnUrl: `${deps.origin}/app`,
      language: languageOf(request),
    });
    return urlAnswer(url);
  };
