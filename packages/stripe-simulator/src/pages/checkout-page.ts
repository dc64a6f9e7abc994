import type Stripe from 'stripe';
import { answerAuthentication, type CheckoutResult, payCheckout } from '../billing/checkout.ts';
import { applyCode } from '../billing/checkout-discounts.ts';
import { checkouts } from '../billing/checkout-state.ts';
import type { CheckoutOrder } from '../billing/wanted.ts';
import type { Simulation } from '../core/simulation.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import {
  accountField,
  authenticationForm,
  cardFields,
  type Fields,
  hiddenInputs,
  linkField,
  readPaymentForm,
  testAccountHelp,
  testCardHelp,
} from './card-form.ts';
import { day, type Html, html, money } from './html.ts';
import { lookOf } from './look.ts';
import { messageAnswer, pageAnswer, seeOther } from './page.ts';

/** GET of a session's address: the form while it is open, else its outcome. */
export function showCheckout(sim: Simulation, id: string): HttpAnswer {
  const session = sim.store.sessions.get(id);
  if (session?.status !== 'open') return closed(session);
  return formAnswer(sim, session, { status: 200, fields: {}, error: null });
}

/** POST of the form: 303 to the success address, 402 with the form again, or 200 with the 3-D Secure form. */
export function submitCheckout(sim: Simulation, id: string, fields: Fields): HttpAnswer {
  const session = sim.store.sessions.get(id);
  if (session?.status === 'complete') return seeOther(session.success_url ?? sim.origin);
  if (session?.status !== 'open') return closed(session);
  const answer = (status: number, error: string | null) =>
    formAnswer(sim, sim.store.sessions.mustGet(id), { status, fields, error });
  const refused = (error: string) => answer(402, error);
  if (fields.action === 'apply') {
    const error = codeRefused(sim, id, fields);
    return error === null ? answer(200, null) : refused(error);
  }
  const result = fields.step === 'authentication' ? authenticated(sim, id, fields) : paid(sim, id, fields);
  if (typeof result === 'string') return refused(result);
  switch (result.outcome) {
    case 'complete':
      return seeOther(result.successUrl);
    case 'declined':
      return refused(result.message);
    case 'requires_action': {
      const hidden = { step: 'authentication', authentication: result.pending };
      return pageAnswer(200, '3-D Secure', authenticationForm(addressOf(session), hidden));
    }
  }
}

/** `promotion_code` with `action=apply` shows the new price; without it the code is applied before the card is charged. */
function paid(sim: Simulation, id: string, fields: Fields): CheckoutResult | string {
  const refused = codeRefused(sim, id, fields);
  if (refused !== null) return refused;
  const session = sim.store.sessions.mustGet(id);
  const form = readPaymentForm(fields, sim.time.now(), takesDebits(session) ? session.currency : null);
  return 'error' in form ? form.error : payCheckout(sim, id, form);
}

/** Why the code in the form cannot be used; null where it is applied, or there is none. */
function codeRefused(sim: Simulation, id: string, { promotion_code: typed = '' }: Fields): string | null {
  const isAsked = sim.store.sessions.mustGet(id).allow_promotion_codes === true;
  return isAsked && typed.trim() !== '' ? applyCode(sim, id, typed).refused : null;
}

function authenticated(sim: Simulation, id: string, fields: Fields): CheckoutResult | string {
  if (fields.result !== 'complete' && fields.result !== 'fail') return 'Say result=complete or result=fail.';
  const answer = { pending: fields.authentication ?? '', isPassed: fields.result === 'complete' };
  return answerAuthentication(sim, id, answer) ?? 'This confirmation is no longer asked for. Enter your card again.';
}

const addressOf = (session: Stripe.Checkout.Session) => `/c/pay/${session.id}`;

function closed(session: Stripe.Checkout.Session | undefined): HttpAnswer {
  if (!session) return messageAnswer(404, 'Nothing here', 'There is no such checkout session.');
  if (session.status === 'complete')
    return messageAnswer(200, 'Checkout complete', 'This checkout is complete: it has been paid for.');
  return messageAnswer(
    410,
    'Checkout expired',
    'This checkout session has expired. Go back to the shop and start again.',
  );
}

type FormState = { readonly status: number; readonly fields: Fields; readonly error: string | null };

function formAnswer(sim: Simulation, session: Stripe.Checkout.Session, state: FormState): HttpAnswer {
  const due = money(session.amount_total ?? 0, session.currency ?? 'usd');
  const content = html`
<h1>${verbOf(session)}</h1>
<ul>${(checkouts(sim).get(session.id)?.lineItems ?? []).map(lineOf)}</ul>
${discountNote(session)}
${trialNote(checkouts(sim).get(session.id)?.wanted)}
${taxNote(session)}
<p>Due today: <strong>${due}</strong></p>
<form method="post" action="${addressOf(session)}">
${hiddenInputs({ step: 'card' })}
${session.allow_promotion_codes ? codeField(state.fields) : null}
${session.tax_id_collection?.enabled ? taxIdField(state.fields) : null}
${cardFields({ ...state, isOptional: takesDebits(session) })}
${takesDebits(session) ? accountField(state.fields) : null}
${linkField(state.fields)}
<button>${verbOf(session)}</button>
${session.allow_promotion_codes ? applyButton : null}
</form>
${testCardHelp}
${takesDebits(session) ? testAccountHelp : null}
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>` : null}`;
  return pageAnswer(state.status, 'Checkout', content, lookOf(session));
}

const takesDebits = ({ currency, mode }: Stripe.Checkout.Session) => currency === 'eur' && mode === 'subscription';
const verbOf = ({ mode }: Stripe.Checkout.Session) => (mode === 'payment' ? 'Pay' : 'Subscribe');

const taxIdField = ({ tax_id: typed = '' }: Fields): Html => html`
<label for="tax_id">VAT id of a business (optional)</label>
<input id="tax_id" name="tax_id" autocomplete="off" value="${typed}">`;

function taxNote({ automatic_tax, total_details, currency }: Stripe.Checkout.Session): Html | null {
  if (!automatic_tax.enabled) return null;
  if (automatic_tax.status !== 'complete') return html`<p>Tax: by the address that you enter</p>`;
  return html`<p>Tax: ${money(total_details?.amount_tax ?? 0, currency ?? 'usd')}</p>`;
}

const codeField = ({ promotion_code: typed = '' }: Fields): Html => html`
<label for="promotion_code">Promotion code (optional)</label>
<input id="promotion_code" name="promotion_code" autocomplete="off" value="${typed}">`;

/** Follows the button that pays, since the Enter key presses the first one. The card need not be filled in yet. */
const applyButton = html`<button class="plain" name="action" value="apply" formnovalidate>Apply code</button>`;

function discountNote({ total_details, currency }: Stripe.Checkout.Session): Html | null {
  const off = total_details?.amount_discount ?? 0;
  return off === 0 ? null : html`<p>Discount: −${money(off, currency ?? 'usd')}</p>`;
}

function trialNote(wanted: CheckoutOrder | undefined): Html | null {
  if (wanted?.trialDays) return html`<p>Free for ${wanted.trialDays} days, then as above.</p>`;
  return wanted?.trialEnd ? html`<p>Free until ${day(wanted.trialEnd)}, then as above.</p>` : null;
}

function lineOf(line: Stripe.LineItem): Html {
  const { quantity, description, amount_subtotal, currency, price } = line;
  return html`<li>${quantity ?? 1} × ${description ?? ''}: ${money(amount_subtotal, currency)} ${intervalOf(price)}</li>\n`;
}

/** `every month`, `every 3 months`. */
export function intervalOf(price: Stripe.Price | null): string {
  if (!price?.recurring) return '';
  const { interval, interval_count } = price.recurring;
  return interval_count === 1 ? `every ${interval}` : `every ${interval_count} ${interval}s`;
}
