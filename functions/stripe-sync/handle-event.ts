import { seen } from '../../shared/domain/accounts/together.ts';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { type NewSighting, noteSeen } from '../../shared/services/accounts/note-seen.ts';
import { syncCompleted } from '../../shared/services/entitlements/complete-changes.ts';
import { countRefunds } from '../../shared/services/entitlements/count-refunds.ts';
import { finalizeAgain } from '../../shared/services/entitlements/finalize-again.ts';
import { applyRefundPolicy } from '../../shared/services/entitlements/refund-policy.ts';
import { restoreTaxes } from '../../shared/services/entitlements/restore-tax.ts';
import type { EventOutcome } from '../../shared/storage/billing/stripe-events.ts';
import { apiVersion } from '../../shared/stripe/client.ts';
import {
  matters,
  tellsOfCard,
  tellsOfLostUsage,
  tellsOfRefund,
  tellsOfReturned,
} from '../../shared/stripe/stripe-event-types.ts';
import type { StripeSyncDeps } from './deps.ts';

/**
 * Makes the state of an event's customer what Stripe says now. Refetching is idempotent, so an event that comes twice, late or out of order
 * does no harm. @throws StripeUnavailable, StorageUnavailable
 */
export async function handleEvent(deps: StripeSyncDeps, message: StripeMessage): Promise<'handled' | 'ignored'> {
  if (tellsOfLostUsage(message.type)) throw lostUsage(message);
  if (!matters(message.type)) return 'ignored';
  const customerId = message.customerId ?? (message.via && (await deps.stripe.customerOf(message.via)));
  const account = customerId ? await deps.accounts.findByCustomer(customerId) : null;
  if (!customerId || !account) return 'ignored';
  await deps.eventLines.put(account.id, message);
  if (tellsOfReturned(message.type)) await applyRefundPolicy(deps, customerId);
  if (tellsOfRefund(message.type)) await countRefunds(deps, customerId);
  if (message.type === 'customer.updated') await finalizeAgain(deps, customerId);
  const synced = await syncCompleted(deps, { accountId: account.id, customerId, sends: false });
  const { accessChanged, changed, usageEnded, subscriptions } = synced;
  if (mayRestoreTax.includes(message.type)) await restoreTaxes(deps, subscriptions);
  if (tellsOfCard(message.type)) await noteSeen(deps, () => cardsSeen(deps, account.id, customerId));
  if (usageEnded) await deps.usageReports.send({ accountId: account.id });
  deps.log.info('synced', { event: message.id, type: message.type, account: account.id, changed, accessChanged });
  return 'handled';
}

async function cardsSeen({ stripe }: StripeSyncDeps, accountId: string, customerId: string) {
  const cards = await stripe.cardsOf(customerId);
  return cards.map((card): NewSighting => ({ accountId, seen: seen('card', card) }));
}

/** Another address may be there, or Stripe has just turned tax off. */
const mayRestoreTax = ['customer.updated', 'customer.subscription.updated'];

/** Nothing here can mend it: it is parked, with this sentence and the alarm of the dead-letter queue, for an operator. */
const lostUsage = ({ objectId }: StripeMessage) =>
  new Error(
    `Stripe did not count usage reported${objectId === null ? ' under an unknown meter name' : ` to its meter ${objectId}`}, so it is not billed. Stripe’s dashboard shows the reason under Billing, Meters. Remove the cause. The next reconcile, an hour later at the earliest, finds the missing usage, and usage-report sends it again.`,
  );

/** The endpoint is pinned to one version of Stripe's API; an event in another is noted and handled, since only its ids are read. */
export function noteOf(
  { log, now }: StripeSyncDeps,
  message: StripeMessage,
  end: { readonly outcome: EventOutcome; readonly error: string | null },
) {
  const apiVersionDiffers = message.apiVersion !== null && message.apiVersion !== apiVersion;
  if (apiVersionDiffers)
    log.warn('event of another API version', { event: message.id, is: message.apiVersion, apiVersion });
  return { ...end, apiVersionDiffers, at: now() };
}

/** The message of an error, as it is stored with an event. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
