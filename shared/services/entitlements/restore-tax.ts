import { isLive } from '../../domain/billing/grant.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import type { Log } from '../../log.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

type Deps = { readonly stripe: Pick<StripeGateway, 'restoreTax'>; readonly log: Log };

/**
 * Turns tax on again where Stripe turned it off, because it could not locate the customer at an invoice. Answers the subscriptions that
 * stay untaxed. It sets a state, so it may run at any time. Success sends an event, and failure none.
 * @throws StripeUnavailable
 */
export async function restoreTaxes(
  { stripe, log }: Deps,
  subscriptions: readonly Subscription[],
): Promise<readonly string[]> {
  const untaxed: string[] = [];
  for (const { id } of subscriptions.filter((each) => each.isUntaxed && isLive(each))) {
    if (await stripe.restoreTax(id)) log.info('tax turned on again', { subscription: id });
    else untaxed.push(id);
  }
  return untaxed;
}
