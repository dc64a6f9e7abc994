import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isEnded } from '../resources/subscription.ts';

const mostItems = 20;
const mostSubscriptions = 500;
/** https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage */
const mostOnTestClock = 3;

/** Throws for more items than a subscription may have. */
export function refuseTooMany(sim: Simulation, items: number): void {
  if (items > mostItems && sim.rules.isOn('V8'))
    throw invalidRequest(`A subscription can have at most ${mostItems} items.`, { param: 'items' });
}

/** Throws where a customer has as many subscriptions as there may be. Those of a test clock have fewer. */
export function refuseMoreOf(sim: Simulation, customer: string): void {
  const held = sim.store.subscriptions.oldestFirst(customer).filter((subscription) => !isEnded(subscription));
  const isOnClock = sim.store.customers.mustGet(customer).test_clock != null;
  const [rule, most] = isOnClock ? (['H1b', mostOnTestClock] as const) : (['V8b', mostSubscriptions] as const);
  if (held.length >= most && sim.rules.isOn(rule))
    throw invalidRequest(`A customer can have at most ${most} subscriptions.`, { param: 'customer' });
}
