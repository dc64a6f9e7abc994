import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { invoiceDue } from '../resources/invoice-due.ts';
import { isEnded } from '../resources/subscription.ts';
import { updateSubscription } from './subscription-state.ts';
import { taxRuleOf, withTax } from './tax.ts';

/** Whether a draft cannot become final because its tax depends on an unknown location of the customer. */
export const isUnfinalizable = (sim: Simulation, { automatic_tax, customer }: Stripe.Invoice): boolean =>
  sim.rules.isOn('E8') &&
  (sim.settings.withoutLocation === 'stays_draft' || !sim.rules.isOn('T4')) &&
  automatic_tax.enabled &&
  taxRuleOf(sim, idOf(customer ?? '')) === null;

/** A draft with its final tax. */
export const retaxed = (sim: Simulation, draft: Stripe.Invoice): Stripe.Invoice =>
  draft.automatic_tax.enabled ? withTax(sim, draft, { customer: idOf(draft.customer ?? ''), isLast: true }) : draft;

/**
 * Keeps a draft that cannot become final, with the reason. Nothing retries it by itself, and its subscription does not change
 * (`invoice.finalization_failed` in the SDK's Events; `last_finalization_error` in its Invoices).
 */
export function refuseFinalization(sim: Simulation, { id }: Stripe.Invoice): Stripe.Invoice {
  const { after } = sim.store.invoices.patch(id, {
    automatically_finalizes_at: null,
    last_finalization_error: {
      code: 'customer_tax_location_invalid',
      doc_url: 'https://docs.stripe.com/error-codes#customer-tax-location-invalid',
      message:
        "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      type: 'invalid_request_error',
    },
  });
  sim.agenda.set('invoice', id, null);
  emit(sim, 'invoice.finalization_failed', after);
  return after;
}

/**
 * Turns automatic tax off on the subscription of an invoice that became final without a location. Its next invoices are not taxed either
 * until somebody turns it on again (`automatic_tax.disabled_reason` in the SDK's Subscriptions).
 */
export function turnTaxOff(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (!subscription?.automatic_tax.enabled || isEnded(subscription)) return;
  updateSubscription(sim, subscription.id, {
    automatic_tax: { disabled_reason: 'requires_location_inputs', enabled: false, liability: null },
  });
}

/** Recomputes the amount due by the customer's present balance. */
export function withBalance(sim: Simulation, draft: Stripe.Invoice): Stripe.Invoice {
  const balance = sim.store.customers.get(idOf(draft.customer ?? ''))?.balance ?? 0;
  const { due, ending } = invoiceDue(sim, { total: draft.total, balance, currency: draft.currency });
  return { ...draft, amount_due: due, amount_remaining: due, starting_balance: balance, ending_balance: ending };
}
