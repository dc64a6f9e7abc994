import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { isEnded } from '../resources/subscription.ts';
import { cancelSubscription } from './life.ts';

/** Cancels a customer's subscriptions and deletes the customer. Invoices stay. */
export function deleteCustomer(sim: Simulation, customer: Stripe.Customer): Stripe.DeletedCustomer {
  const { id } = customer;
  for (const subscription of sim.store.subscriptions.oldestFirst(id))
    if (sim.rules.isOn('C1') && !isEnded(subscription)) cancelSubscription(sim, subscription.id, null);
  sim.store.customers.remove(id);
  emit(sim, 'customer.deleted', customer);
  return sim.store.deletedCustomers.add({ id, object: 'customer', deleted: true });
}
