import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { rateLimited } from '../http/rate-limit.ts';
import { subscriptionOf } from '../resources/invoice.ts';

/** New invoices of one subscription, in so many seconds. https://docs.stripe.com/rate-limits */
const limits = [
  { most: 10, seconds: 60 },
  { most: 20, seconds: 86_400 },
];

/** Throws 429 where a subscription has had the allowed number of invoices in a minute or a day. */
export function checkInvoiceLimit(sim: Simulation, { id, customer }: Stripe.Subscription): void {
  const own = sim.store.invoices.newestFirst(idOf(customer)).filter((invoice) => subscriptionOf(invoice) === id);
  if (!sim.rules.isOn('L6')) return;
  const now = sim.time.now();
  for (const { most, seconds } of limits)
    if (own.filter(({ created }) => created > now - seconds).length >= most) throw rateLimited('resource-specific');
}
