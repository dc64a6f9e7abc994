import type { DueKind } from './agenda.ts';
import type { Simulation } from './simulation.ts';

export type DueHandlers = Readonly<Record<DueKind, (sim: Simulation, id: string) => void>>;

/** Does everything that is due by the clock, earliest first, each at its own instant. */
export function runAllDue(sim: Simulation, handlers: DueHandlers): void {
  for (let entry = sim.agenda.next(); entry && entry.at <= sim.time.clockNow(); entry = sim.agenda.next()) {
    const { kind, id, at } = entry;
    sim.agenda.set(kind, id, null);
    sim.time.at(at, () => handlers[kind](sim, id));
  }
}
