import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import { runAllDue } from '../core/due.ts';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { isEnded } from '../resources/subscription.ts';
import { deleteCustomer } from './customers.ts';
import { boundary } from './periods.ts';

type TestClock = Stripe.TestHelpers.TestClock;

/** The customers that live by a test clock. */
export const customersOf = (sim: Simulation, clock: string): Stripe.Customer[] =>
  sim.store.customers.oldestFirst().filter(({ test_clock }) => test_clock === clock);

/**
 * Moves a test clock to `target`. Before it returns it does all that falls due on the way, each at its own instant. Answers the clock as it
 * was while it advanced, as Stripe does. Call it in the clock's timeline.
 */
export function advanceTestClock(sim: Simulation, id: string, target: number): TestClock {
  const { after: advancing } = sim.store.testClocks.patch(id, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: target } },
  });
  emit(sim, 'test_helpers.test_clock.advancing', advancing);
  const { request } = sim;
  sim.request = null; // Due things happen by themselves, so their events name no request.
  runAllDue(sim, target);
  const ready = { frozen_time: target, status: 'ready', status_details: {} };
  const { after } = sim.store.testClocks.patch(id, ready);
  emit(sim, 'test_helpers.test_clock.ready', after);
  sim.request = request;
  if (!sim.rules.isOn('H4')) return after;
  unread(sim).set(id, advancing);
  return advancing;
}

/** Clocks that have been advanced and not read since, as they were while they advanced. */
const unread = accountMap<TestClock>();

/** Whether nobody has seen yet that the clock's advance goes on. */
export const isAdvancing = (sim: Simulation, id: string): boolean => unread(sim).has(id);

/** A clock as a read answers it: the first read after an advance finds it advancing still, so that callers have to poll. */
export function clockAsRead(sim: Simulation, clock: TestClock): TestClock {
  const advancing = unread(sim).get(clock.id);
  unread(sim).delete(clock.id);
  return advancing ?? clock;
}

/**
 * The latest instant that a test clock may be moved to: two intervals of its shortest live subscription from now, or two years without
 * one. Epoch seconds, inclusive. https://docs.stripe.com/api/test_clocks/advance
 */
export function furthestAdvance(sim: Simulation, { id, frozen_time }: TestClock): number {
  const intervals = sim.store.subscriptions
    .oldestFirst()
    .filter((subscription) => subscription.test_clock === id && !isEnded(subscription))
    .flatMap(({ items }) => items.data)
    .flatMap(({ price }) => price.recurring ?? []);
  if (intervals.length === 0) return boundary(frozen_time, { interval: 'year', interval_count: 1 }, 2);
  return Math.min(...intervals.map((interval) => boundary(frozen_time, interval, 2)));
}

/** Deletes a test clock with its customers, whose subscriptions end, and its entries in the agenda. */
export function deleteTestClock(sim: Simulation, id: string): Stripe.TestHelpers.DeletedTestClock {
  const clock = sim.store.testClocks.mustGet(id);
  sim.time.on(id, () => {
    for (const customer of customersOf(sim, id)) deleteCustomer(sim, customer);
    emit(sim, 'test_helpers.test_clock.deleted', clock);
  });
  sim.agenda.forget(id);
  sim.agenda.set('test_clock', id, null);
  sim.store.testClocks.remove(id);
  return { id, object: clock.object, deleted: true };
}
