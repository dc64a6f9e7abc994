import * as z from 'zod';
import { operatorActing } from '../../shared/domain/accounts/actor.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { NewCustomerView } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { BillingDeps } from './deps.ts';

const Reason = z.strictObject({ reason: line('reason') });

/**
 * POST /v1/admin/accounts/{id}/new-customer {reason}: gives the account a new Stripe customer, so that it can buy again.
 * It is for a customer who was deleted at Stripe, which cannot be undone there.
 * It is refused while the customer exists, since its subscriptions would no longer be found.
 */
export const giveNewCustomer =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { reason } = bodyOf(request, Reason);
    const { id: accountId, ...account } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const { email, organization, stripeCustomerId: customer } = account;
    if (customer === null)
      throw new AppError('conflict', 'This organization has no Stripe customer yet. Its first checkout creates one.');
    if (!(await deps.stripe.isCustomerDeleted(customer)))
      throw new AppError('conflict', `Stripe still has the customer ${customer}, so no new one is needed.`);
    const key = `customer:${accountId}:${customer}`;
    const { customerId: next } = await deps.stripe.createCustomer({ accountId, email, organization }, key);
    const detail = { customer, next, reason };
    const who = { id: deps.newId(), accountId, at: deps.now().toISOString(), actor: operatorActing(request.session) };
    const audit = { ...who, action: 'customer.replaced', detail };
    if (!(await deps.accounts.replaceCustomer({ accountId, from: customer, to: next, audit })))
      throw new AppError('conflict', 'The account changed in the meantime, or is being deleted. Reload it.');
    await syncAccount(deps, accountId, next);
    return ok({ stripeCustomerId: next } satisfies NewCustomerView);
  };
