import { syncAccount } from '../sync-account.ts';
import type { Step } from './deps.ts';

/**
 * Ends the checkouts that could still be paid, then every subscription at Stripe, now, and makes access what Stripe says
 * afterwards. Stripe keeps the customer and the invoices.
 */
export const endPayments: Step = async (deps, { id }) => {
  await endCheckouts(deps, id);
  const customerId = (await deps.accounts.find(id))?.stripeCustomerId;
  if (!customerId) return;
  for (const subscription of await deps.stripe.listSubscriptions(customerId))
    if (subscription.endedAt === null) await deps.stripe.cancelNow(subscription.id);
  await syncAccount(deps, id, customerId);
};

/** With its guard a checkout under way loses the place to note its session, and ends that session itself. */
async function endCheckouts({ checkouts, stripe }: Parameters<Step>[0], id: string): Promise<void> {
  for (let open = await checkouts.listOf(id); open.length > 0; open = await checkouts.listOf(id))
    for (const guard of open) {
      if (guard.sessionId !== null) await stripe.expireCheckout(guard.sessionId);
      await checkouts.remove(id, guard);
    }
}
