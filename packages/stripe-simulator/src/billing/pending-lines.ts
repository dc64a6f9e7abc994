import type { Simulation } from '../core/simulation.ts';
import type { BillLine } from '../resources/invoice-input.ts';

/** Keeps prorations for the subscription's next invoice. */
export function addPendingLines(sim: Simulation, subscription: string, lines: readonly BillLine[]): void {
  if (lines.length > 0) sim.pendingLines.set(subscription, [...pendingLines(sim, subscription), ...lines]);
}

/** The prorations that the subscription's next invoice will hold. */
export const pendingLines = (sim: Simulation, subscription: string): readonly BillLine[] =>
  sim.pendingLines.get(subscription) ?? [];

/** The same, for an invoice that is being made: they wait no longer. */
export function takePendingLines(sim: Simulation, subscription: string): readonly BillLine[] {
  const lines = pendingLines(sim, subscription);
  sim.pendingLines.delete(subscription);
  return lines;
}
