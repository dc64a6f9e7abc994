import { hasUnsentChange, isIncomplete } from '../../domain/billing/unfinished.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';
import type { Synced } from './sync-account.ts';

type Deps = { readonly stripe: Pick<StripeGateway, 'completeChange'> };

/**
 * Completes changes that a sync found incomplete; answers whether there were any, so that the caller syncs again. `sends` includes invoices
 * of changes that are drafts: an event may be about one that somebody is editing at Stripe, so it leaves them.
 * @throws StripeUnavailable
 */
export async function completeChanges(
  { stripe }: Deps,
  { subscriptions }: Pick<Synced, 'subscriptions'>,
  { sends }: { readonly sends: boolean },
): Promise<boolean> {
  const found = subscriptions.filter((each) => isIncomplete(each) || (sends && hasUnsentChange(each)));
  for (const { id } of found) await stripe.completeChange(id);
  return found.length > 0;
}
