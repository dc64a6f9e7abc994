import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { invoiceAmounts } from '../resources/invoice-amounts.ts';
import type { BillLine, NewInvoice } from '../resources/invoice-input.ts';
import { withTax } from './tax.ts';
import { withUsage } from './usage.ts';

/** The input of each draft that bills usage, by the invoice's id. */
const inputOf = accountMap<NewInvoice>();

/** Remembers the input of a draft that bills usage, since the usage may still grow. */
export function noteUsage(sim: Simulation, invoice: string, input: NewInvoice): void {
  if (input.lines.some(({ usage }) => usage)) inputOf(sim).set(invoice, input);
}

/** Closes an invoice to usage that is reported from now on. */
export const fixUsage = (sim: Simulation, invoice: string): boolean => inputOf(sim).delete(invoice);

/** One event that counts: the meter's id, the customer's, and the time in epoch seconds. */
type Counted = { readonly meter: string; readonly customer: string; readonly at: number };

/** Events that are not processed yet, by a number. */
const unprocessed = accountMap<Counted>();

/** Processes an event `meterLagSeconds` from now: until then no draft includes it. */
export function processLater(sim: Simulation, event: Counted): void {
  const id = sim.newId('mevt');
  unprocessed(sim).set(id, event);
  sim.agenda.set('meter_event', id, sim.time.now() + sim.settings.meterLagSeconds);
}

/** Adds an event to the drafts that bill it, now that it is processed. */
export function processEvent(sim: Simulation, id: string): void {
  const event = unprocessed(sim).get(id);
  unprocessed(sim).delete(id);
  if (event) rebillDrafts(sim, event);
}

/**
 * Recomputes the drafts that bill a customer's usage of a meter at an instant. Usage that is reported while an invoice is a draft is billed
 * on it; later usage is not. https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage
 */
export function rebillDrafts(sim: Simulation, { meter, customer, at }: Counted): void {
  for (const [id, input] of inputOf(sim)) {
    const isBilled = input.lines.some(
      ({ usage, period }) =>
        usage?.meter === meter && usage.customer === customer && period.start <= at && at < period.end,
    );
    const draft = isBilled ? sim.store.invoices.mustGet(id) : undefined;
    if (draft?.status === 'draft') rebill(sim, draft, input);
  }
}

function rebill(sim: Simulation, draft: Stripe.Invoice, input: NewInvoice): void {
  const { subscription } = input;
  const lines = input.lines.map((line) =>
    isExchanged(sim, line) ? line : withUsage(sim, line, subscription.currency),
  );
  inputOf(sim).set(draft.id, { ...input, lines });
  const amounts = invoiceAmounts(sim, { invoice: draft.id, subscription, lines, at: input.periodEnd });
  const data = amounts.lines.data.map((line, n) => ({ ...line, id: draft.lines.data[n]?.id ?? line.id }));
  const kept = { ...amounts, lines: { ...amounts.lines, data } };
  const taxed = subscription.automatic_tax.enabled
    ? withTax(sim, kept, { customer: idOf(subscription.customer) })
    : kept;
  const due = Math.max(0, taxed.total + draft.starting_balance);
  sim.store.invoices.patch(draft.id, { ...taxed, amount_due: due, amount_remaining: due });
}

/** Whether the item of a line has left its subscription, which goes on without it: then what is reported now is on no invoice. */
function isExchanged(sim: Simulation, { item, usage }: BillLine): boolean {
  if (!usage || !sim.rules.isOn('M10')) return false;
  const { items } = sim.store.subscriptions.mustGet(item.subscription);
  return items.data.every(({ id, price }) => id !== item.id || price.id !== item.price.id);
}
