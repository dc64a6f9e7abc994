import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import type { InvoiceView, Listing } from '../../shared/http/views.ts';
import { budgets, chargeBudget } from '../../shared/services/budgets/budgets.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/invoices: as Stripe has them, newest first; an account that never went to a checkout has none. */
export const readInvoices = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const page = pageRequestOf(request);
    await chargeBudget(deps, request, { budget: budgets.invoices });
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    if (account.stripeCustomerId === null) return ok({ data: [] } satisfies Listing<InvoiceView>);
    const { invoices, cursor } = await deps.stripe.listInvoices(account.stripeCustomerId, page);
    return ok({ data: [...invoices], cursor } satisfies Listing<InvoiceView>);
  });
