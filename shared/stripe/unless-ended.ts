import Stripe from 'stripe';

/** Changes a subscription; false for one that has ended, which Stripe refuses to change. */
export async function unlessEnded(stripe: Stripe, id: string, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    if ((await stripe.subscriptions.retrieve(id)).ended_at === null) throw error;
    return false;
  }
}
