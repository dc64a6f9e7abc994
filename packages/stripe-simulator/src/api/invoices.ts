import type Stripe from 'stripe';
import { markUncollectible } from '../billing/by-invoice.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { checkCustomerFilter } from './customers.ts';
import { finalizeNow, invoiceNamed, pay, sendInvoice, updateInvoice, voidNow } from './invoice-actions.ts';
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
    const matches = sim.store.invoices.newestFirst(params.customer).filter((invoice) => isListed(invoice, params));
    return page('/v1/invoices', matches, params);
  }),
  route<Stripe.InvoiceListLineItemsParams>(
    'GET /v1/invoices/:id/lines',
    'InvoiceListLineItemsParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params, id }) => page(`/v1/invoices/${id}/lines`, invoiceNamed(sim, id).lines.data, params),
  ),
  route<Stripe.InvoicePayParams>(
    'POST /v1/invoices/:id/pay',
    'InvoicePayParams',
    ['off_session', 'paid_out_of_band', 'payment_method'],
    ({ sim, params, id }) => pay(sim, invoiceNamed(sim, id), params),
  ),
  route<Stripe.InvoiceUpdateParams>('POST /v1/invoices/:id', 'InvoiceUpdateParams', ['auto_advance'], (call) =>
    updateInvoice(call.sim, invoiceNamed(call.sim, call.id), call.params),
  ),
  route<Stripe.InvoiceFinalizeInvoiceParams>(
    'POST /v1/invoices/:id/finalize',
    'InvoiceFinalizeInvoiceParams',
    ['auto_advance'],
    ({ sim, params, id }) => finalizeNow(sim, invoiceNamed(sim, id), params),
  ),
  route('POST /v1/invoices/:id/send', 'InvoiceSendInvoiceParams', [], ({ sim, id }) =>
    sendInvoice(sim, invoiceNamed(sim, id)),
  ),
  route('POST /v1/invoices/:id/void', 'InvoiceVoidInvoiceParams', [], ({ sim, id }) =>
    voidNow(sim, invoiceNamed(sim, id)),
  ),
  route('POST /v1/invoices/:id/mark_uncollectible', 'InvoiceMarkUncollectibleParams', [], ({ sim, id }) =>
    markUncollectible(sim, invoiceNamed(sim, id).id),
  ),
];

function isListed(invoice: Stripe.Invoice, params: Stripe.InvoiceListParams): boolean {
  const { collection_method, created, status, subscription } = params;
  return (
    (!status || invoice.status === status) &&
    (!subscription || subscriptionOf(invoice) === subscription) &&
    (!collection_method || invoice.collection_method === collection_method) &&
    isInRange(invoice.created, created)
  );
}
