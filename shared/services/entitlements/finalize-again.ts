import type { Log } from '../../log.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

type Deps = { readonly stripe: Pick<StripeGateway, 'finalizeDrafts'>; readonly log: Log };

/**
 * Asks Stripe to finalize again the drafts that it could not, since the customer's missing address may be there now. It runs only after an
 * event that changed the customer, since each failure sends an event too.
 * @throws StripeUnavailable
 */
export async function finalizeAgain({ stripe, log }: Deps, customerId: string): Promise<void> {
  const made = await stripe.finalizeDrafts(customerId);
  if (made.length > 0) log.info('invoices made final at last', { customer: customerId, invoices: made.join() });
}
