import Stripe from 'stripe';
import { calling, isMissing } from './client.ts';
import type { StripeGateway } from './gateway.ts';

const pageSize = 100;

/** The part of the gateway that is about invoices which could not become final, or only without tax. */
export const finalizing = (stripe: Stripe): Pick<StripeGateway, 'finalizeDrafts' | 'restoreTax'> => ({
  finalizeDrafts: (customerId) => calling(() => finalizeDrafts(stripe, customerId)),
  restoreTax: (subscriptionId) => calling(() => restoreTax(stripe, subscriptionId)),
});

/** Nothing at Stripe tries again by itself (https://docs.stripe.com/api/invoices/finalize); once final, it is collected as any other. */
async function finalizeDrafts(stripe: Stripe, customer: string): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { id, last_finalization_error } of await draftsOf(stripe, customer)) {
    if (!last_finalization_error) continue;
    try {
      await stripe.invoices.finalizeInvoice(id, { auto_advance: true });
      made.push(id);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    }
  }
  return made;
}

/** Stripe refuses it while it cannot locate the customer. https://docs.stripe.com/tax/subscriptions */
async function restoreTax(stripe: Stripe, id: string): Promise<boolean> {
  try {
    await stripe.subscriptions.update(id, { automatic_tax: { enabled: true } });
    return true;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    return false;
  }
}

async function draftsOf(stripe: Stripe, customer: string): Promise<readonly Stripe.Invoice[]> {
  try {
    return (await stripe.invoices.list({ customer, status: 'draft', limit: pageSize })).data;
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}
