import type { SQSRecord } from 'aws-lambda';
import type { StripeMessage } from '../shared/domain/billing/stripe-message.ts';
import { queueFunction } from '../shared/http/stacks.ts';
import { stripeInboxTries } from '../shared/inbox-tries.ts';
import type { UsageReportQueue } from '../shared/queues.ts';
import type { Accounts } from '../shared/storage/accounts.ts';
import type { Events, Outcome } from '../shared/storage/events.ts';
import { apiVersion } from '../shared/stripe/client.ts';
import { matters, tellsOfReturned } from '../shared/stripe/events.ts';
import { endReturned } from './end-returned.ts';
import { finalizeAgain } from './finalize-again.ts';
import { type SyncDeps, syncAccount } from './sync-account.ts';

export type StripeSyncDeps = SyncDeps & {
  readonly accounts: Accounts;
  readonly events: Events;
  readonly usageReports: UsageReportQueue;
};

/**
 * Handles one event of the queue: make its customer's state what Stripe says now, then note the event and what became of it.
 * Refetching is idempotent, so an event that comes twice, late or out of order does no harm; a failure is noted and goes back
 * to the queue. A second try notes the event before it begins, since the first may have died; the last one notes `parked`.
 */
export const stripeSync = (deps: StripeSyncDeps) =>
  queueFunction({ log: deps.log, mostReceives: stripeInboxTries }, async (record) => {
    const message = JSON.parse(record.body) as StripeMessage;
    const { tries, last } = tryOf(record);
    const note = (outcome: Outcome, error: string | null) => noteOf(deps, message, { outcome, error });
    if (last) await deps.events.begin(message, { ...note('parked', 'The last try did not end.'), last });
    else if (tries > 1) await deps.events.begin(message, { ...note('received', null), last });
    try {
      await deps.events.end(message, note(await handle(deps, message), null));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await deps.events.end(message, note(last ? 'parked' : 'failed', reason));
      throw error;
    }
  });

function tryOf({ attributes }: SQSRecord): { readonly tries: number; readonly last: boolean } {
  const tries = Number(attributes.ApproximateReceiveCount);
  return { tries, last: tries >= stripeInboxTries };
}

/** The endpoint is pinned to one version of Stripe's API; an event in another is noted and handled, since only its ids are read. */
function noteOf(
  { log, now }: StripeSyncDeps,
  message: StripeMessage,
  end: { readonly outcome: Outcome; readonly error: string | null },
) {
  const apiVersionDiffers = message.apiVersion !== null && message.apiVersion !== apiVersion;
  if (apiVersionDiffers)
    log.warn('event of another API version', { event: message.id, is: message.apiVersion, apiVersion });
  return { ...end, apiVersionDiffers, at: now() };
}

async function handle(deps: StripeSyncDeps, message: StripeMessage): Promise<'handled' | 'ignored'> {
  if (!matters(message.type)) return 'ignored';
  const customerId = message.customerId ?? (message.via && (await deps.stripe.customerOf(message.via)));
  const account = customerId ? await deps.accounts.findByCustomer(customerId) : null;
  if (!customerId || !account) return 'ignored';
  if (tellsOfReturned(message.type)) await endReturned(deps, customerId);
  if (message.type === 'customer.updated') await finalizeAgain(deps, customerId);
  const { accessChanged, changed, usageEnded } = await syncAccount(deps, account.id, customerId);
  if (usageEnded) await deps.usageReports.send({ accountId: account.id });
  deps.log.info('synced', { event: message.id, type: message.type, account: account.id, changed, accessChanged });
  return 'handled';
}
