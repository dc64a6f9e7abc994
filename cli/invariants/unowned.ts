import { adviceOn, isNobodys, isPaidToUs, type ListedSubscription } from '../../shared/domain/billing/unowned.ts';
import type { Inspected } from './types.ts';

/** `unowned`: a sentence for each paid subscription of ours without an account. `foreign`: a count of subscriptions of other products. */
export type Walked = { readonly unowned: readonly string[]; readonly foreign: number };

/** Reads all of Stripe's subscriptions, a page at a time. @throws StripeUnavailable */
export async function walkStripe({ stripe, accounts }: Inspected): Promise<Walked> {
  const nobodys: ListedSubscription[] = [];
  let foreign = 0;
  let cursor: string | undefined;
  do {
    const page = await stripe.listAll(cursor);
    foreign += page.subscriptions.filter(({ isOurs }) => !isOurs).length;
    for (const subscription of page.subscriptions.filter(isPaidToUs))
      if (isNobodys(await accounts.findByCustomer(subscription.customerId), subscription)) nobodys.push(subscription);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { unowned: nobodys.map(adviceOn), foreign };
}
