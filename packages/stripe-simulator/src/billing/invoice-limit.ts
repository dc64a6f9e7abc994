import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { rateLimited } from '../http/rate-limit.ts';
import { subscriptionOf } from '../resources/invoice.ts';

/** New invoices of one subscription, in so many seconds. https://docs.stripe.com/rate-limits */
const limits = [
  { most: 10, seconds: 60 },
  { most: 20, seconds: 86_400 },
];

const quantityLimit = { most: 200, seconds: 3600 };

/** When each subscription's quantities changed in the last hour, in epoch seconds, by its id. */
const quantityChanges = accountMap<readonly number[]>();

/** Counts a change of a subscription's quantities. Throws 429 where it has had the allowed number of them in an hour. */
export function countQuantityChange(sim: Simulation, id: string): void {
  const now = sim.time.now();
  const recent = (quantityChanges(sim).get(id) ?? []).filter((at) => at > now - quantityLimit.seconds);
  if (recent.length >= quantityLimit.most && sim.rules.isOn('L6b')) throw rateLimited('resource-specific');
  quantityChanges(sim).set(id, [...recent, now]);
}

/** Throws 429 where a subscription has had the allowed number of invoices in a minute or a day. */
export function checkInvoiceLimit(sim: Simulation, { id, customer }: Stripe.Subscription): void {
  const own = sim.store.invoices.newestFirst(idOf(customer)).filter((invoice) => subscriptionOf(invoice) === id);
  if (!sim.rules.isOn('L6')) return;
  const now = sim.time.now();
  for (const { most, seconds } of limits)
    if (own.filter(({ created }) => created > now - seconds).length >= most) throw rateLimited('resource-specific');
}
