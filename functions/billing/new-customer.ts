import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { NewCustomerView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { BillingDeps } from './deps.ts';

/**
 * POST /v1/admin/accounts/{id}/new-customer {reason}: gives the account a new Stripe customer, so that it can buy again.
 * It is for a customer who was deleted at Stripe, which cannot be undone there.
 * It is refused while the customer exists, since its subscriptions would no longer be found.
 */
export const giveNewCustomer =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const { id: accountId, ...account } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const { email, organization, stripeCustomerId: customer } = account;
    if (customer === null)
      throw new AppError('conflict', 'This organization has no Stripe customer yet. Its first checkout creates one.');
    if (!(await deps.stripe.isCustomerDeleted(customer)))
      throw new AppError('conflict', `Stripe still has the customer ${customer}, so no new one is needed.`);
    const key = `customer:${accountId}:${customer}`;
    const { customerId: next } = await deps.stripe.createCustomer({ accountId, email, organization }, key);
    const audit = operatorLine(deps, request, { accountId, action: 'customer.replaced', detail: { customer, next } });
    if (!(await deps.accounts.replaceCustomer({ accountId, from: customer, to: next, audit })))
      throw new AppError('conflict', 'The account changed in the meantime, or is being deleted. Reload it.');
    await syncAccount(deps, accountId, next);
    return ok({ stripeCustomerId: next } satisfies NewCustomerView);
  };
