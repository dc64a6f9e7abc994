import { smallestCharge } from '../billing/charge-bounds.ts';
import type { Simulation } from '../core/simulation.ts';

type Owed = { readonly total: number; readonly balance: number; readonly currency: string };

/**
 * The amount that an invoice asks for, and the balance that it leaves: below 0 a credit, above 0 a debt. A sum below the smallest charge is
 * not asked for, and is owed on the balance (`amount_due` in the SDK's Invoices). Shillings of Uganda are asked for in whole units
 * (https://docs.stripe.com/currencies#special-cases).
 */
export function invoiceDue(sim: Simulation, { total, balance, currency }: Owed): { due: number; ending: number } {
  const owed = total + balance;
  if (owed <= 0) return { due: 0, ending: owed };
  if (sim.rules.isOn('X5b') && owed < smallestCharge(currency)) return { due: 0, ending: owed };
  const due = sim.rules.isOn('X3') && currency === 'ugx' ? Math.round(owed / 100) * 100 : owed;
  return { due, ending: owed - due };
}
