import * as z from 'zod';
import { currencyOf } from '../../shared/domain/billing/currency.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { actKey } from './act-fields.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, give } from './give.ts';
import { withMoney } from './given-money.ts';
import { tellOfAct } from './tell-of-act.ts';

/** Money to an organization's credit at Stripe. */
export const CreditBody = z.strictObject({
  amountMinor: wholeNumber(1, 100_000_000).describe('In minor units. It reduces the next invoices.'),
  currency: z.string().regex(/^[a-z]{3}$/, { error: 'must be a currency as three small letters, such as usd' }),
  order: actKey,
});

/**
 * POST /v1/admin/accounts/{id}/billing/credit {amountMinor, currency, order, reason}: money off the next invoices, as a transaction of the customer's balance.
 * Stripe has the order with it, so that it is given once. Source: https://docs.stripe.com/billing/customer/balance
 */
export const giveMoneyCredit =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { amountMinor, currency, order } = bodyOf(request, CreditBody);
    const account = await accountActedOn(deps, request);
    const { id, stripeCustomerId: customer } = account;
    if (customer === null) throw new AppError('conflict', 'This organization never paid through Stripe.');
    const { given: before, subscriptions } = await deps.billing.read(id);
    const known = before.money.find((each) => each.act === 'credit' && each.order === order);
    if (known && (known.amountMinor !== amountMinor || known.currency !== currency))
      throw new AppError('idempotency_key_reused', 'This order gave another credit. Use another key.');
    const bound = currencyOf(subscriptions);
    if (bound !== null && bound !== currency)
      throw new AppError('conflict', `This organization pays in ${bound.toUpperCase()}. Give the credit in ${bound}.`);
    const occasion = `act:${id}:${order}`;
    await deps.stripe.giveCredit(customer, { amountMinor, currency, occasion, description: request.operator.reason });
    const given = await give(deps, request, account, ({ given }) => {
      const next = withMoney(given, { act: 'credit', order, amountMinor, currency, at: deps.now().toISOString() });
      const detail = { amountMinor: String(amountMinor), currency, order };
      return next && { given: next, action: 'credit.given', detail, changesAccess: false };
    });
    await tellOfAct(deps, request, account, { done: { act: 'credited', amountMinor, currency }, of: order });
    return ok(adminGivenView(given));
  };
