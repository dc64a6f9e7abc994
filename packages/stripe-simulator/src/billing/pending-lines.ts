import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import type { BillLine } from '../resources/invoice-input.ts';

/** Prorations that wait for a subscription's next invoice, by the subscription's id. */
const linesOf = accountMap<readonly BillLine[]>();

/** Keeps prorations for the subscription's next invoice. */
export function addPendingLines(sim: Simulation, subscription: string, lines: readonly BillLine[]): void {
  if (lines.length > 0) linesOf(sim).set(subscription, [...pendingLines(sim, subscription), ...lines]);
}

/** The prorations that the subscription's next invoice will hold. */
export const pendingLines = (sim: Simulation, subscription: string): readonly BillLine[] =>
  linesOf(sim).get(subscription) ?? [];

/** https://docs.stripe.com/billing/invoices/subscription */
const mostLines = 250;

/** Takes the waiting prorations for an invoice that is being made, and has so many other lines. Those beyond its room wait on. */
export function takePendingLines(sim: Simulation, subscription: string, others = 0): readonly BillLine[] {
  const lines = pendingLines(sim, subscription);
  const room = sim.rules.isOn('N8') ? mostLines - others : lines.length;
  linesOf(sim).set(subscription, lines.slice(room));
  return lines.slice(0, room);
}
