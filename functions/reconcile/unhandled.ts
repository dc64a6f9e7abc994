import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { ReconcileDeps } from './deps.ts';

/** Events that Stripe could not deliver, and the customers that they are about. */
export type Undelivered = {
  readonly messages: readonly StripeMessage[];
  /** The customers of these events. */
  readonly customers: ReadonlySet<string>;
};

/**
 * Every relevant event that Stripe could not deliver and that is not on record here.
 * An event on record was delivered: then another endpoint did not accept it, or its answer was lost.
 * @throws StripeUnavailable, StorageUnavailable
 */
export async function findUndelivered(deps: ReconcileDeps): Promise<Undelivered> {
  const messages: StripeMessage[] = [];
  const customers = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await deps.stripe.listUndelivered(cursor);
    for (const message of page.messages) {
      if (await deps.events.find(message.id)) continue;
      messages.push(message);
      const customerId = await customerOf(deps, message);
      if (customerId !== null) customers.add(customerId);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { messages, customers };
}

/** The customer of an event. Where none is found the run goes on: the event is queued, fails there again, and is parked. */
async function customerOf({ stripe, log }: ReconcileDeps, { id, customerId, via }: StripeMessage) {
  if (customerId !== null || via === null) return customerId;
  try {
    return await stripe.customerOf(via);
  } catch (error) {
    if (error instanceof StripeUnavailable) throw error;
    log.error('customer of an undelivered event not found', error, { event: id });
    return null;
  }
}

/** Puts events into the queue as the webhook would have, under its deduplication id; `goOn` throws when there is no more time. */
export async function queueAll(
  { stripeQueue }: Pick<ReconcileDeps, 'stripeQueue'>,
  messages: readonly StripeMessage[],
  goOn: () => void,
): Promise<void> {
  for (const message of messages) {
    goOn();
    await stripeQueue.send(message, message.id);
  }
}

const pageSize = 100;
const maxPages = 20;

/** Whether one of the latest 2,000 events received, which was parked or has failed so far, is about a customer. */
export type Failing = { readonly hasFailed: (customerId: string) => Promise<boolean> };

/** Reads these events once, and only where it is needed: a read that nobody waits for would fail unheard. */
export function failingOf(deps: Pick<ReconcileDeps, 'events'>): Failing {
  let failed: Promise<ReadonlySet<string>> | undefined;
  return {
    async hasFailed(customerId) {
      failed ??= customersOfFailed(deps);
      return (await failed).has(customerId);
    },
  };
}

async function customersOfFailed({ events }: Pick<ReconcileDeps, 'events'>): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages === 0 || (cursor !== undefined && pages < maxPages); pages++) {
    const page = await events.list({ limit: pageSize, cursor });
    for (const { message, outcome } of page.events)
      if (message.customerId !== null && (outcome === 'parked' || outcome === 'failed'))
        customers.add(message.customerId);
    cursor = page.cursor;
  }
  return customers;
}
