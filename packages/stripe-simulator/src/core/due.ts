import type { Simulation } from './simulation.ts';

/** Does everything that is due in the running timeline until `until`, earliest first, each at its own instant. */
export function runAllDue(sim: Simulation, until: number): void {
  const timeline = sim.time.timeline();
  for (let entry = sim.agenda.next(timeline); entry && entry.at <= until; entry = sim.agenda.next(timeline)) {
    const { kind, id, at } = entry;
    sim.agenda.set(kind, id, null);
    sim.time.at(at, () => sim.dueHandlers[kind](sim, id));
  }
}
