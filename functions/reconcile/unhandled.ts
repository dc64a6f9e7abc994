import { matters } from '../../shared/stripe/events.ts';
import type { ReconcileDeps } from './deps.ts';

export type Unhandled = {
  /** Events put into the queue. */
  readonly queued: number;
  /** Customers of whom an event was not delivered. */
  readonly customers: ReadonlySet<string>;
};

/**
 * Puts every event into the queue that Stripe could not deliver and that is not on record here: one that is was delivered, and it
 * is another endpoint that did not take it, or its answer was lost. Under the webhook's deduplication id.
 */
export async function queueUndelivered({ stripe, events, stripeQueue, pace }: ReconcileDeps): Promise<Unhandled> {
  const customers = new Set<string>();
  let queued = 0;
  let cursor: string | undefined;
  do {
    await pace();
    const page = await stripe.listUndelivered(cursor);
    for (const message of page.messages.filter(({ type }) => matters(type))) {
      if (await events.find(message.id)) continue;
      await stripeQueue.send(message, message.id);
      queued += 1;
      if (message.customerId !== null) customers.add(message.customerId);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { queued, customers };
}

const pageSize = 100;
const mostPages = 20;

/** Customers of whom one of the latest 2,000 events received was parked or has failed so far. */
export async function customersOfFailed({ events }: Pick<ReconcileDeps, 'events'>): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages === 0 || (cursor !== undefined && pages < mostPages); pages++) {
    const page = await events.list({ limit: pageSize, cursor });
    for (const { message, outcome } of page.events)
      if (message.customerId !== null && (outcome === 'parked' || outcome === 'failed'))
        customers.add(message.customerId);
    cursor = page.cursor;
  }
  return customers;
}
