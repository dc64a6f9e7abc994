import type Stripe from 'stripe';
import { outcomeOf } from '../billing/cards.ts';
import { collectInvoice } from '../billing/collect.ts';
import { attachCard } from '../billing/methods.ts';
import { awaitAuthentication, type CardForm, takePendingCard } from '../billing/pending-cards.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { authenticationForm, type Fields, readPaymentForm } from './card-form.ts';
import { isPayable, showInvoice } from './invoice-page.ts';
import { messageAnswer, pageAnswer, seeOther } from './page.ts';

/** POST of an open invoice's form: 303 back to it when paid, 402 with the reason, or 200 with the 3-D Secure form. */
export function submitInvoice(sim: Simulation, id: string, fields: Fields): HttpAnswer {
  const invoice = sim.store.invoices.get(id);
  if (!invoice) return messageAnswer(404, 'Nothing here', 'There is no such invoice.');
  if (!isPayable(invoice)) return seeOther(`/i/${id}`);
  const refused = (error: string) => showInvoice(sim, id, { status: 402, fields, error });
  if (fields.step === 'authentication') {
    const pending = takePendingCard(sim, id, fields.authentication ?? '');
    if (!pending || fields.result !== 'complete') return refused('Your card was not confirmed. Nothing was charged.');
    return pay(sim, invoice, { form: pending, refused });
  }
  const form = readPaymentForm(fields, sim.time.now(), invoice.currency);
  if ('error' in form) return refused(form.error);
  if (outcomeOf(form.card, { isOnSession: true, isAuthenticated: false }) !== 'requires_action')
    return pay(sim, invoice, { form, refused });
  const hidden = { step: 'authentication', authentication: awaitAuthentication(sim, id, form) };
  return pageAnswer(200, '3-D Secure', authenticationForm(`/i/${id}`, hidden));
}

function pay(
  sim: Simulation,
  { id, customer }: Stripe.Invoice,
  { form, refused }: { readonly form: CardForm; readonly refused: (error: string) => HttpAnswer },
): HttpAnswer {
  const method = attachCard(sim, form.card, { customer: customer && idOf(customer), expiry: form.expiry });
  const outcome = collectInvoice(sim, id, { method, isOnSession: true, isAuthenticated: true });
  return typeof outcome === 'object' ? refused(outcome.message) : seeOther(`/i/${id}`);
}
