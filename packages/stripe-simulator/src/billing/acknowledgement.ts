import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import type { AnyEvent } from '../core/thin-event.ts';

const acknowledgedSeconds = 3_600;
const longestSeconds = 72 * 3_600;

/** How many endpoints have failed to acknowledge an invoice's creation, by its id. */
const unacknowledged = accountMap<number>();

const createdInvoice = (event: AnyEvent): string | null =>
  event.object === 'event' && event.type === 'invoice.created' ? (event.data.object as Stripe.Invoice).id : null;

/** Notes that an endpoint did not acknowledge an event. */
export function noteUnacknowledged(sim: Simulation, event: AnyEvent): void {
  const id = createdInvoice(event);
  if (id) unacknowledged(sim).set(id, (unacknowledged(sim).get(id) ?? 0) + 1);
}

/** Notes that an endpoint that had failed acknowledged an event. An hour after the last one its draft becomes final. */
export function noteAcknowledged(sim: Simulation, event: AnyEvent): void {
  const id = createdInvoice(event);
  const left = id ? (unacknowledged(sim).get(id) ?? 0) - 1 : -1;
  if (!id || left < 0) return;
  if (left > 0) unacknowledged(sim).set(id, left);
  else {
    unacknowledged(sim).delete(id);
    putOff(sim, id, sim.time.now() + acknowledgedSeconds);
  }
}

/**
 * Puts a draft off that falls due while an endpoint has not acknowledged it, for at most 72 hours; true where it was.
 * https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export function awaitAcknowledgement(sim: Simulation, id: string): boolean {
  const { created, status, test_clock } = sim.store.invoices.mustGet(id);
  const latest = created + longestSeconds;
  const waits = sim.rules.isOn('E7') && status === 'draft' && test_clock === null && unacknowledged(sim).has(id);
  if (!waits || sim.time.now() >= latest) return false;
  putOff(sim, id, latest);
  return true;
}

function putOff(sim: Simulation, id: string, at: number): void {
  const invoice = sim.store.invoices.get(id);
  if (!sim.rules.isOn('E7') || invoice?.status !== 'draft' || invoice.automatically_finalizes_at === null) return;
  const finalizesAt = Math.min(Math.max(at, invoice.created + acknowledgedSeconds), invoice.created + longestSeconds);
  sim.store.invoices.patch(id, { automatically_finalizes_at: finalizesAt });
  sim.agenda.set('invoice', id, finalizesAt);
}
