import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { accountField, cardFields, type Fields, testAccountHelp, testCardHelp } from './card-form.ts';
import { day, type Html, html, money } from './html.ts';
import { messageAnswer, pageAnswer } from './page.ts';

type State = { readonly status: number; readonly fields: Fields; readonly error: string | null };

/** A bad debt can still be paid (https://docs.stripe.com/invoicing/integration/workflow-transitions). */
export const isPayable = ({ status }: Stripe.Invoice): boolean => status === 'open' || status === 'uncollectible';

/** An invoice's hosted page, to be read, printed, and paid by card while it is owed. */
export function showInvoice(
  sim: Simulation,
  id: string,
  state: State = { status: 200, fields: {}, error: null },
): HttpAnswer {
  const invoice = sim.store.invoices.get(id);
  if (!invoice) return messageAnswer(404, 'Nothing here', 'There is no such invoice.');
  const { number, created, customer_email, lines, total, currency, status } = invoice;
  const rows = lines.data.map(
    ({ description, amount, period }) =>
      html`<tr><td>${description ?? ''}</td><td>${day(period.start)} – ${day(period.end)}</td><td>${money(amount, currency)}</td></tr>`,
  );
  const content = html`
<h1>Invoice ${number ?? id}</h1>
<p>${day(created)} · ${customer_email ?? ''} · ${status ?? ''}</p>
${billedTo(invoice)}
<table>
<thead><tr><th scope="col">What</th><th scope="col">Period</th><th scope="col">Amount</th></tr></thead>
<tbody>${rows}</tbody>
</table>
${(invoice.total_taxes ?? []).map(taxLine(currency))}
<p>Total: <strong>${money(total, currency)}</strong></p>
${invoice.due_date === null ? null : html`<p>Due on ${day(invoice.due_date)}</p>`}
${isPayable(invoice) ? payForm(invoice, state) : null}`;
  return pageAnswer(state.status, 'Invoice', content);
}

/** Company, address, tax ids and the buyer's own fields, such as the number of a purchase order. */
function billedTo({ customer_name, customer_address, customer_tax_ids, custom_fields }: Stripe.Invoice): Html {
  const { line1, line2, postal_code, city, state, country } = customer_address ?? {};
  const address = [line1, line2, postal_code, city, state, country].filter(Boolean).join(', ');
  const fields = [
    ...(customer_tax_ids ?? []).map(({ type, value }) => ({ name: type.replace('_', ' ').toUpperCase(), value })),
    ...(custom_fields ?? []),
  ];
  return html`
<p>Billed to ${customer_name ?? ''}${address ? ` · ${address}` : ''}</p>
${fields.map(({ name, value }) => html`<p>${name}: ${value ?? ''}</p>`)}`;
}

const taxLine = (currency: string) => (tax: Stripe.Invoice.TotalTax) =>
  html`
<p>${tax.taxability_reason === 'reverse_charge' ? 'Tax to be paid on reverse charge basis' : 'Tax'}: ${money(tax.amount, currency)}</p>`;

const payForm = ({ id, currency }: Stripe.Invoice, state: State) => html`
<form method="post" action="/i/${id}">
${cardFields({ ...state, isOptional: currency === 'eur' })}
${currency === 'eur' ? accountField(state.fields) : null}
<button>Pay</button>
</form>
${testCardHelp}
${currency === 'eur' ? testAccountHelp : null}`;
