import { emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { awaitTransfer } from './by-invoice.ts';
import { stopCollecting } from './invoices.ts';

const daySeconds = 86_400;

/**
 * Turns the automatic collection of a draft or open invoice on or off. On, a draft becomes final by itself, a charge is tried again, and an
 * invoice that is to be paid by transfer is mailed.
 */
export function collectByItself(sim: Simulation, id: string, isOn: boolean): void {
  if (!isOn) {
    stopCollecting(sim, id);
    return;
  }
  const { attempt_count, collection_method, status } = sim.store.invoices.mustGet(id);
  const now = sim.time.now();
  const days = sim.settings.retryAfterDays[Math.max(0, attempt_count - 1)];
  const isRetried = status === 'open' && collection_method === 'charge_automatically' && days !== undefined;
  const retryAt = isRetried ? now + days * daySeconds : null;
  const finalAt = status === 'draft' ? now + sim.settings.draftSeconds : null;
  const change = sim.store.invoices.patch(id, {
    auto_advance: true,
    automatically_finalizes_at: finalAt,
    next_payment_attempt: retryAt,
  });
  sim.agenda.set('invoice', id, finalAt ?? retryAt);
  emitUpdate(sim, 'invoice.updated', change);
  if (collection_method === 'send_invoice') awaitTransfer(sim, change.after);
}
