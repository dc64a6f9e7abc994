import Stripe from 'stripe';
import { AppError } from '../errors.ts';

/**
 * Makes a call that bills a customer in a currency. Stripe refuses it where the customer is bound to another currency, perhaps by an
 * invoice or a balance that we do not know.
 * Then the buyer gets an answer that says so, and it is no failure of ours.
 */
export async function inCurrency<T>(
  stripe: Stripe,
  { customerId, currency }: { readonly customerId: string; readonly currency: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.code !== undefined) throw error;
    const customer = await stripe.customers.retrieve(customerId);
    const bound = customer.deleted ? null : customer.currency;
    if (!bound || bound === currency) throw error;
    throw new AppError(
      'conflict',
      `You still have open billing items in ${bound.toUpperCase()}, so Stripe accepts no other currency yet. Choose ${bound}, or contact us.`,
      { cause: error },
    );
  }
}
