import { orderKey } from '../../shared/services/billing/order-key.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { Step } from './deps.ts';

/**
 * Ends the checkouts that could still be paid, then every subscription at Stripe, now, and makes access what Stripe says
 * afterwards. Stripe keeps the customer and the invoices.
 */
export const endPayments: Step = async (deps, { id }) => {
  const customerId = (await deps.accounts.find(id))?.stripeCustomerId ?? null;
  await endCheckouts(deps, id, customerId);
  if (customerId === null) return;
  for (const subscription of await deps.stripe.listSubscriptions(customerId))
    if (subscription.endedAt === null) await deps.stripe.cancelNow(subscription.id);
  await syncAccount(deps, id, customerId);
};

/**
 * With its guard a checkout under way loses the place to note its session, and ends that session itself. An order by invoice under
 * way could still come to a subscription: it is made here, where it is listed and cancelled with the others.
 */
async function endCheckouts(
  { checkouts, stripe }: Parameters<Step>[0],
  accountId: string,
  customerId: string | null,
): Promise<void> {
  for (let open = await checkouts.listOf(accountId); open.length > 0; open = await checkouts.listOf(accountId))
    for (const guard of open) {
      const { attempt, order, sessionId, soldId } = guard;
      if (order && sessionId === null && customerId !== null)
        await stripe.createInvoiced({ accountId, customerId, order }, orderKey(accountId, soldId, attempt));
      if (!order && sessionId !== null) await stripe.expireCheckout(sessionId);
      await checkouts.remove(accountId, guard);
    }
}
