import type Stripe from 'stripe';
import {
  answerCardAuthentication,
  cancelInPortal,
  changeCard,
  keepSubscription,
  liveSubscriptions,
  type PortalResult,
  payInPortal,
} from '../billing/portal.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { authenticationForm, type Fields, readCardForm } from './card-form.ts';
import { messageAnswer, pageAnswer, seeOther } from './page.ts';
import { portalContent } from './portal-content.ts';

type Session = Stripe.BillingPortal.Session;

/** GET of a portal session's address: subscriptions, card, invoices. */
export function showPortal(sim: Simulation, id: string): HttpAnswer {
  const session = sessionOf(sim, id);
  return session ? portalAnswer(sim, session, { status: 200, fields: {}, error: null }) : gone;
}

/** POST of one of its forms: 303 back to the page when done, 402 with the reason when refused. */
export function submitPortal(sim: Simulation, id: string, fields: Fields): HttpAnswer {
  const session = sessionOf(sim, id);
  if (!session) return gone;
  const result = act(sim, session, fields);
  switch (result.outcome) {
    case 'done':
      return seeOther(`/p/session/${id}`);
    case 'refused':
      return portalAnswer(sim, session, { status: 402, fields, error: result.message });
    case 'requires_action': {
      const hidden = { action: 'authenticate', authentication: result.pending };
      return pageAnswer(200, '3-D Secure', authenticationForm(`/p/session/${id}`, hidden));
    }
  }
}

function act(sim: Simulation, session: Session, fields: Fields): PortalResult {
  const { features } = sim.store.portalConfigurations.mustGet(idOf(session.configuration));
  const subscription = liveSubscriptions(sim, session.customer).find(({ id }) => id === fields.subscription);
  const invoice = sim.store.invoices.get(fields.invoice ?? '');
  if (fields.action === 'change_card' && features.payment_method_update.enabled) {
    const form = readCardForm(fields, sim.time.now());
    return 'error' in form ? { outcome: 'refused', message: form.error } : changeCard(sim, session, form);
  }
  if (fields.action === 'authenticate') {
    const answer = { pending: fields.authentication ?? '', isPassed: fields.result === 'complete' };
    return answerCardAuthentication(sim, session, answer);
  }
  if (fields.action === 'cancel' && features.subscription_cancel.enabled && subscription)
    return cancelInPortal(sim, subscription, features.subscription_cancel.mode);
  if (fields.action === 'resume' && subscription?.cancel_at && sim.rules.isOn('G3'))
    return keepSubscription(sim, subscription);
  if (fields.action === 'pay' && invoice?.customer && idOf(invoice.customer) === session.customer)
    return payInPortal(sim, invoice);
  return { outcome: 'refused', message: 'This cannot be done here.' };
}

function sessionOf(sim: Simulation, id: string): Session | undefined {
  const session = sim.store.portalSessions.get(id);
  return session && sim.store.customers.get(session.customer) ? session : undefined;
}

const gone = messageAnswer(404, 'Nothing here', 'There is no such billing portal session.');

type State = { readonly status: number; readonly fields: Fields; readonly error: string | null };

const portalAnswer = (sim: Simulation, session: Session, state: State) =>
  pageAnswer(state.status, 'Billing', portalContent(sim, session, state));
