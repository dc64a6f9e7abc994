import type Stripe from 'stripe';
import { markUncollectible, payOutOfBand } from '../billing/by-invoice.ts';
import { advanceInvoice, collectInvoice, methodFor } from '../billing/collect.ts';
import { voidInvoice } from '../billing/invoices.ts';
import { cardError, methodNamed } from '../billing/methods.ts';
import { expirePendingUpdate, isAwaited } from '../billing/pending-updates.ts';
import { followVoid } from '../billing/settle.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { checkCustomerFilter } from './customers.ts';
import { previewFields, previewInvoice } from './invoice-preview.ts';

const listFields = [
  'collection_method',
  'created',
  'customer',
  'limit',
  'starting_after',
  'ending_before',
  'status',
  'subscription',
];

/** The endpoints of invoices and their preview. */
export const invoiceRoutes = [
  route<Stripe.InvoiceCreatePreviewParams>(
    'POST /v1/invoices/create_preview',
    'InvoiceCreatePreviewParams',
    previewFields,
    ({ sim, params }) => previewInvoice(sim, params),
  ),
  route('GET /v1/invoices/:id', 'InvoiceRetrieveParams', [], ({ sim, id }) => invoiceNamed(sim, id)),
  route<Stripe.InvoiceListParams>('GET /v1/invoices', 'InvoiceListParams', listFields, ({ sim, params }) => {
    checkCustomerFilter(sim, params.customer);
    const matches = sim.store.invoices.newestFirst().filter((invoice) => isListed(invoice, params));
    return page('/v1/invoices', matches, params);
  }),
  route<Stripe.InvoicePayParams>(
    'POST /v1/invoices/:id/pay',
    'InvoicePayParams',
    ['off_session', 'paid_out_of_band', 'payment_method'],
    ({ sim, params, id }) => pay(sim, invoiceNamed(sim, id), params),
  ),
  route('POST /v1/invoices/:id/finalize', 'InvoiceFinalizeInvoiceParams', ['auto_advance'], ({ sim, id }) => {
    if (invoiceNamed(sim, id).status !== 'draft') throw invalidRequest('This invoice is already finalized.');
    advanceInvoice(sim, id);
    const { last_finalization_error: refused, ...invoice } = invoiceNamed(sim, id);
    if (refused) throw invalidRequest(refused.message ?? '', { code: refused.code ?? '' });
    return { ...invoice, last_finalization_error: null };
  }),
  route('POST /v1/invoices/:id/send', 'InvoiceSendInvoiceParams', [], ({ sim, id }) =>
    sendInvoice(sim, invoiceNamed(sim, id)),
  ),
  route('POST /v1/invoices/:id/void', 'InvoiceVoidInvoiceParams', [], ({ sim, id }) => {
    const { status } = invoiceNamed(sim, id);
    if (status !== 'open' && status !== 'uncollectible')
      throw invalidRequest(`You can only void open and uncollectible invoices. This invoice is ${status}.`);
    voidInvoice(sim, id);
    followVoid(sim, invoiceNamed(sim, id));
    const subscription = subscriptionOf(invoiceNamed(sim, id));
    if (subscription && isAwaited(sim, subscription, id)) expirePendingUpdate(sim, subscription);
    return invoiceNamed(sim, id);
  }),
  route('POST /v1/invoices/:id/mark_uncollectible', 'InvoiceMarkUncollectibleParams', [], ({ sim, id }) =>
    markUncollectible(sim, invoiceNamed(sim, id).id),
  ),
];

function invoiceNamed(sim: Simulation, id: string): Stripe.Invoice {
  const invoice = sim.store.invoices.get(id);
  if (!invoice) throw noSuch('invoice', id, 'id');
  return invoice;
}

function isListed(invoice: Stripe.Invoice, params: Stripe.InvoiceListParams): boolean {
  const { collection_method, created, customer, status, subscription } = params;
  return (
    (!customer || (invoice.customer !== null && idOf(invoice.customer) === customer)) &&
    (!status || invoice.status === status) &&
    (!subscription || subscriptionOf(invoice) === subscription) &&
    (!collection_method || invoice.collection_method === collection_method) &&
    isInRange(invoice.created, created)
  );
}

/** Mails an invoice again, or makes a draft final first, which mails it. https://docs.stripe.com/api/invoices/send */
function sendInvoice(sim: Simulation, { id, collection_method, status }: Stripe.Invoice): Stripe.Invoice {
  if (collection_method !== 'send_invoice')
    throw invalidRequest("You can only manually send an invoice if its collection method is 'send_invoice'.");
  if (status === 'draft') advanceInvoice(sim, id);
  else if (status === 'open') emit(sim, 'invoice.sent', invoiceNamed(sim, id));
  else throw invalidRequest(`You can only send draft and open invoices. This invoice is ${status}.`);
  return invoiceNamed(sim, id);
}

function pay(sim: Simulation, invoice: Stripe.Invoice, params: Stripe.InvoicePayParams): Stripe.Invoice {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw invalidRequest(`Invoice ${invoice.id} is ${invoice.status}; only an open invoice can be paid.`);
  if (params.paid_out_of_band) return payOutOfBand(sim, invoice);
  const owner = { customer: invoice.customer ? idOf(invoice.customer) : '', param: 'payment_method' };
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  const onFile = subscription ? methodFor(sim, subscription) : null;
  const method = params.payment_method ? methodNamed(sim, params.payment_method, owner) : onFile;
  const outcome = collectInvoice(sim, invoice.id, { method });
  if (typeof outcome === 'object') throw cardError(outcome);
  return sim.store.invoices.mustGet(invoice.id);
}
