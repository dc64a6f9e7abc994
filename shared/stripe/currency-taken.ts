import Stripe from 'stripe';
import { AppError } from '../errors.ts';

/**
 * Makes a call that bills a customer in a currency. Where Stripe refuses it and the customer has another currency (an invoice or a
 * balance that we do not know of may bind it), that is the buyer's to know and no failure of ours.
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
      `You have open invoices in ${bound.toUpperCase()}, so Stripe accepts no other currency yet. Choose ${bound}, or contact us.`,
      { cause: error },
    );
  }
}
