import type { Simulation } from '../core/simulation.ts';
import { rateLimited } from '../http/rate-limit.ts';
import { subscriptionOf } from '../resources/invoice.ts';

/** New invoices of one subscription, in so many seconds. https://docs.stripe.com/rate-limits */
const limits = [
  { most: 10, seconds: 60 },
  { most: 20, seconds: 86_400 },
];

/** Throws 429 where a subscription has had the allowed number of invoices in a minute or a day. */
export function checkInvoiceLimit(sim: Simulation, subscription: string): void {
  const own = sim.store.invoices.newestFirst().filter((invoice) => subscriptionOf(invoice) === subscription);
  const now = sim.time.now();
  for (const { most, seconds } of limits)
    if (own.filter(({ created }) => created > now - seconds).length >= most) throw rateLimited('resource-specific');
}
