import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { newInvoice } from '../resources/invoice.ts';
import { invoiceDue } from '../resources/invoice-due.ts';
import type { BillLine } from '../resources/invoice-input.ts';

/** An invoice that is not stored, over these lines and the half-open period from `start` to `end` in epoch seconds. */
export function upcomingInvoice(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { lines, start, end }: { readonly lines: readonly BillLine[]; readonly start: number; readonly end: number },
): Stripe.Invoice {
  const invoice = newInvoice(sim, {
    subscription,
    reason: 'upcoming',
    lines,
    finalizesAt: null,
    periodStart: start,
    periodEnd: end,
  });
  const { total, starting_balance: balance, currency } = invoice;
  const { ending } = invoiceDue(sim, { total, balance, currency });
  return { ...invoice, id: sim.newId('upcoming_in'), created: end, ending_balance: ending };
}
