import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded } from '../resources/subscription.ts';
import { cancelSubscription } from './life.ts';
import { endSchedule } from './schedules.ts';

/** Ends a subscription over its dispute. Its schedule lets go of it first. */
export function endDisputed(sim: Simulation, id: string): void {
  const { schedule, ...subscription } = sim.store.subscriptions.mustGet(id);
  if (isEnded({ schedule, ...subscription })) return;
  if (schedule) endSchedule(sim, idOf(schedule), 'released');
  cancelSubscription(sim, id, 'payment_disputed');
}
