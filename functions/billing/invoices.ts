import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { InvoiceView, Listing } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/invoices: as Stripe has them, newest first; an account that never went to a checkout has none. */
export const readInvoices =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const page = pageRequestOf(request);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    if (account.stripeCustomerId === null) return ok({ data: [] } satisfies Listing<InvoiceView>);
    const { invoices, cursor } = await deps.stripe.listInvoices(account.stripeCustomerId, page);
    return ok({ data: [...invoices], cursor } satisfies Listing<InvoiceView>);
  };
