import type { Simulation } from './simulation.ts';
import type { ThinEvent } from './thin-event.ts';

type About = Pick<ThinEvent, 'type' | 'related_object' | 'data'>;

/** Records a thin event, and sends it to the destinations that listen. */
export function emitThin(sim: Simulation, about: About): void {
  const event: ThinEvent = {
    id: sim.newId('evt'),
    object: 'v2.core.event',
    context: null,
    created: isoTime(sim.time.now()),
    livemode: false,
    reason: null,
    ...about,
  };
  sim.store.thinEvents.add(event);
  sim.dispatch(event);
}

/** API v2 writes times in ISO 8601, from seconds. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();
