import type { StripeMessage } from '../shared/domain/billing/stripe-message.ts';
import { queueFunction } from '../shared/http/stacks.ts';
import type { Accounts } from '../shared/storage/accounts.ts';
import type { Events } from '../shared/storage/events.ts';
import { matters } from '../shared/stripe/events.ts';
import { type SyncDeps, syncAccount } from './sync-account.ts';

export type StripeSyncDeps = SyncDeps & { readonly accounts: Accounts; readonly events: Events };

/**
 * Handles one event of the queue: note it, make its customer's state what Stripe says now, mark it. Refetching is idempotent,
 * so an event that comes twice, late or out of order does no harm; a failure is noted and goes back to the queue.
 */
export const stripeSync = (deps: StripeSyncDeps) =>
  queueFunction(deps, async ({ body }) => {
    const message = JSON.parse(body) as StripeMessage;
    await deps.events.record(message, deps.now());
    try {
      const outcome = await handle(deps, message);
      await deps.events.setOutcome(message.id, outcome, null);
    } catch (error) {
      await deps.events.setOutcome(message.id, 'failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
  });

async function handle(deps: StripeSyncDeps, message: StripeMessage): Promise<'handled' | 'ignored'> {
  if (!matters(message.type)) return 'ignored';
  const customerId = message.customerId ?? (message.via && (await deps.stripe.customerOf(message.via)));
  const account = customerId ? await deps.accounts.findByCustomer(customerId) : null;
  if (!customerId || !account) return 'ignored';
  const { accessChanged, changed } = await syncAccount(deps, account.id, customerId);
  deps.log.info('synced', { event: message.id, type: message.type, account: account.id, changed, accessChanged });
  return 'handled';
}
