import type Stripe from 'stripe';
import { methodFor } from '../billing/collect.ts';
import { priceIn } from '../billing/currencies.ts';
import { liveSubscriptions } from '../billing/portal.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { periodEndOf } from '../resources/subscription.ts';
import { cardFields, type Fields, hiddenInputs, testCardHelp } from './card-form.ts';
import { intervalOf } from './checkout-page.ts';
import { day, type Html, html, money } from './html.ts';

type Session = Stripe.BillingPortal.Session;
type State = { readonly fields: Fields; readonly error: string | null };

/** The content of the billing portal for a customer, as its configuration allows. */
export function portalContent(sim: Simulation, session: Session, state: State): Html {
  const { features, business_profile: profile } = sim.store.portalConfigurations.mustGet(idOf(session.configuration));
  const subscriptions = liveSubscriptions(sim, session.customer);
  const invoices = sim.store.invoices
    .newestFirst()
    .filter(({ customer, status }) => customer === session.customer && status !== 'draft');
  const subscriptionForms = subscriptions.map((subscription) =>
    subscriptionPart(sim, subscription, { session, mayCancel: features.subscription_cancel.enabled }),
  );
  return html`
<h1>Billing</h1>
${session.return_url ? html`<p><a href="${session.return_url}">Return to the shop</a></p>` : null}
<section><h2>Subscriptions</h2>
${subscriptions.length === 0 ? html`<p>No current subscription.</p>` : subscriptionForms}
</section>
${features.payment_method_update.enabled ? cardPart(session, state) : errorPart(state)}
${features.invoice_history.enabled ? html`<section><h2>Invoices</h2><ul>${invoices.map((invoice) => invoicePart(session, invoice))}</ul></section>` : null}
${legalPart(sim, profile)}`;
}

/** A page that the configuration does not name is that of the account's public details. */
function legalPart({ rules, settings }: Simulation, profile: Stripe.BillingPortal.Configuration.BusinessProfile): Html {
  const { terms, privacy } = rules.isOn('G2') ? settings.legalPages : { terms: null, privacy: null };
  const links = [
    ['Terms', profile.terms_of_service_url ?? terms],
    ['Privacy', profile.privacy_policy_url ?? privacy],
  ] as const;
  return html`<p>${links.flatMap(([name, url]) => (url === null ? [] : html`<a href="${url}">${name}</a> `))}</p>`;
}

const errorPart = ({ error }: State) => (error === null ? null : html`<p class="error" role="alert">${error}</p>`);

/** One form with one button. */
const action = (session: Session, fields: Fields, label: string): Html => html`
<form method="post" action="/p/session/${session.id}">
${hiddenInputs(fields)}<button class="plain">${label}</button>
</form>`;

function subscriptionPart(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { session, mayCancel }: { readonly session: Session; readonly mayCancel: boolean },
): Html {
  const { id, cancel_at, currency, items } = subscription;
  const method = methodFor(sim, subscription);
  const lines = items.data.map((item) => {
    const name = sim.store.products.get(idOf(item.price.product))?.name ?? item.price.id;
    return html`<li>${item.quantity ?? 1} × ${name}: ${money(priceIn(sim, item.price, currency).unit_amount ?? 0, currency)} ${intervalOf(item.price)}</li>`;
  });
  return html`
<h3>${subscription.status}</h3>
<ul>${lines}</ul>
<p>${cancel_at ? `Ends on ${day(cancel_at)}.` : `Renews on ${day(periodEndOf(subscription))}.`}
${method?.card ? `Paid with ${method.card.brand} ending in ${method.card.last4}.` : 'No card on file.'}</p>
${cancel_at && sim.rules.isOn('G3') ? action(session, { action: 'resume', subscription: id }, 'Don’t cancel') : null}
${!cancel_at && mayCancel ? action(session, { action: 'cancel', subscription: id }, 'Cancel subscription') : null}`;
}

const cardPart = (session: Session, state: State): Html => html`
<section><h2>Change card</h2>
<form method="post" action="/p/session/${session.id}">
${hiddenInputs({ action: 'change_card' })}
${cardFields(state)}
<button>Save card</button>
</form>
${testCardHelp}
</section>`;

function invoicePart(session: Session, invoice: Stripe.Invoice): Html {
  const { id, number, total, currency, status, created } = invoice;
  return html`<li><a href="/i/${id}">${number ?? id}</a> · ${day(created)} · ${money(total, currency)} · ${status ?? ''}
${status === 'open' ? action(session, { action: 'pay', invoice: id }, 'Pay now') : null}</li>\n`;
}
