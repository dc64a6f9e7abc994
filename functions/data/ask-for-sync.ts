import { periodPassed } from '../../shared/domain/billing/stripe-message.ts';
import type { StripeQueue } from '../../shared/queues.ts';
import type { DataDeps } from './deps.ts';

/** Asks once an environment and period; a request that failed is made again by the next call. */
export function askForSyncOver(queue: StripeQueue, now: () => Date): DataDeps['askForSync'] {
  const asked = new Set<string>();
  return async (subscriptionId, periodEnd) => {
    const message = periodPassed(subscriptionId, { periodEnd, now: now() });
    if (asked.has(message.id)) return;
    await queue.send(message, message.id);
    asked.add(message.id);
  };
}
