import type { Account } from '../../shared/domain/accounts/account.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { OperatorRoute, SignedInRoute } from '../../shared/http/route.ts';
import type { InvoiceView, Listing } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn } from './give.ts';

/** GET /v1/invoices: as Stripe has them, newest first; an account that never went to a checkout has none. */
export const readInvoices =
  (deps: BillingDeps): SignedInRoute =>
  async (request) =>
    page(deps, request, found(await deps.accounts.find(request.session.accountId), 'This account'));

/** GET /v1/admin/accounts/{id}/billing/invoices: the same of any organization, for operators. */
export const readInvoicesOf =
  (deps: BillingDeps): OperatorRoute =>
  async (request) =>
    page(deps, request, await accountActedOn(deps, request));

async function page({ stripe }: BillingDeps, request: ApiRequest, { stripeCustomerId }: Account) {
  const asked = pageRequestOf(request);
  if (stripeCustomerId === null) return ok({ data: [] } satisfies Listing<InvoiceView>);
  const { invoices, cursor } = await stripe.listInvoices(stripeCustomerId, asked);
  return ok({ data: [...invoices], cursor } satisfies Listing<InvoiceView>);
}
