import type { Simulation } from './simulation.ts';
import { objectNamed } from './store.ts';
import type { Timeline } from './time.ts';

/** Parameters that name the object whose time a request lives in, where its path names none. */
const owners = [
  'customer',
  'subscription',
  'from_subscription',
  'schedule',
  'invoice',
  'payment_intent',
  'charge',
  'test_clock',
] as const;

/** The timeline that a request lives in: that of the object in its path, else of the object that its parameters name. */
export function timelineOfCall(sim: Simulation, id: string, params: Readonly<Record<string, unknown>>): Timeline {
  const named = [id, ...owners.map((name) => params[name])];
  return named.reduce<Timeline>((found, next) => found ?? timelineOf(sim, next), null);
}

type Owned = { readonly test_clock?: unknown; readonly customer?: unknown; readonly charge?: unknown };

/** The test clock that an object lives by, its own, its customer's or its charge's; null for the simulator's clock. */
export function timelineOf(sim: Simulation, id: unknown): Timeline {
  if (typeof id !== 'string' || id === '') return null;
  if (sim.store.testClocks.get(id)) return id;
  const object = objectNamed(sim.store, id) as Owned | undefined;
  if (!object) return null;
  const { test_clock: clock, customer, charge } = object;
  return timelineOf(sim, clock) ?? timelineOf(sim, customer) ?? timelineOf(sim, charge);
}
