import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isEnded } from '../resources/subscription.ts';

const mostItems = 20;
const mostSubscriptions = 500;

/** Throws for more items than a subscription may have. */
export function refuseTooMany(sim: Simulation, items: number): void {
  if (items > mostItems && sim.rules.isOn('V8'))
    throw invalidRequest(`A subscription can have at most ${mostItems} items.`, { param: 'items' });
}

/** Throws where a customer has as many subscriptions as there may be. */
export function refuseMoreOf(sim: Simulation, customer: string): void {
  if (!sim.rules.isOn('V8b')) return;
  const held = sim.store.subscriptions.oldestFirst(customer).filter((subscription) => !isEnded(subscription));
  if (held.length >= mostSubscriptions)
    throw invalidRequest(`A customer can have at most ${mostSubscriptions} subscriptions.`, { param: 'customer' });
}
