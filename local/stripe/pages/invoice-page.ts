import type { Simulation } from '../core/simulation.ts';
import type { HttpAnswer } from '../http/api.ts';
import { day, html, money } from './html.ts';
import { messageAnswer, pageAnswer } from './page.ts';

/** GET of an invoice's hosted address, to be read and printed. */
export function showInvoice(sim: Simulation, id: string): HttpAnswer {
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
<table>
<thead><tr><th scope="col">What</th><th scope="col">Period</th><th scope="col">Amount</th></tr></thead>
<tbody>${rows}</tbody>
</table>
<p>Total: <strong>${money(total, currency)}</strong></p>`;
  return pageAnswer(200, 'Invoice', content);
}
