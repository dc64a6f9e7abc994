import type Stripe from 'stripe';

/** Why Stripe cannot compute tax in this account, in one sentence with what to do; null where it can. */
export async function taxMistake(stripe: Stripe): Promise<string | null> {
  const { status, status_details } = await stripe.tax.settings.retrieve();
  if (status !== 'pending') return null;
  const missing = status_details.pending?.missing_fields?.join(', ') ?? 'its details';
  return `settings.tax needs Stripe Tax, which is not set up in this account: give ${missing} under Tax in the Stripe dashboard. Nothing was changed.`;
}
