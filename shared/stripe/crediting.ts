import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { calling, isMissing, underKey } from './client.ts';
import type { CreditGiver, GoodwillCredit } from './goodwill.ts';

const pageSize = 100;
/** The metadata in which a transaction bears its occasion. */
const occasionField = 'tollgate_occasion';

/** The part of the gateway that gives credit. */
export const crediting = (stripe: Stripe): CreditGiver => ({
  giveCredit: (customerId, credit) => calling(() => asAnswer(() => giveCredit(stripe, customerId, credit))),
});

/**
 * Looks for the occasion among the customer's transactions first: an idempotency key lasts a day, and a crash may be found later. The key keeps two calls at the
 * same time from giving it twice. A balance below 0 is a credit. Source: https://docs.stripe.com/billing/customer/balance
 */
async function giveCredit(stripe: Stripe, customerId: string, credit: GoodwillCredit): Promise<void> {
  const { amountMinor, currency, occasion, description } = credit;
  for await (const { metadata } of stripe.customers.listBalanceTransactions(customerId, { limit: pageSize }))
    if (metadata?.[occasionField] === occasion) return;
  const params = { amount: -amountMinor, currency, description, metadata: { [occasionField]: occasion } };
  await underKey(`credit:${occasion}`, (idempotencyKey) =>
    stripe.customers.createBalanceTransaction(customerId, params, { idempotencyKey }),
  );
}

/** A refusal of Stripe's is an answer to the operator, in Stripe's words. */
async function asAnswer(give: () => Promise<void>): Promise<void> {
  try {
    await give();
  } catch (error) {
    if (isMissing(error))
      throw new AppError('conflict', 'The Stripe customer of this organization was deleted. Give it a new one first.', {
        cause: error,
      });
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    throw new AppError('conflict', `Stripe refused the credit: ${error.message}`, { cause: error });
  }
}
