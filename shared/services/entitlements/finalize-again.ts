import type { Log } from '../../log.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

type Deps = { readonly stripe: Pick<StripeGateway, 'finalizeDrafts'>; readonly log: Log };

/**
 * Has Stripe try again to make final what it could not: the customer has changed, perhaps the address that was missing. Asked after that event
 * alone, since each failure is an event too. @throws StripeUnavailable
 */
export async function finalizeAgain({ stripe, log }: Deps, customerId: string): Promise<void> {
  const made = await stripe.finalizeDrafts(customerId);
  if (made.length > 0) log.info('invoices made final at last', { customer: customerId, invoices: made.join() });
}
