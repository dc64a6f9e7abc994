import type {
  AdminGivenView,
  BuyerViewView,
  InvoiceView,
  RefundView,
  ReleasedUnitsView,
} from '../../shared/http/views.ts';
import { created, done, ok, type Route, refuse } from './stub-answers.ts';

/** The last invoice of the organization, of which 10 dollars were refunded before. */
const invoice = {
  ...{ invoice: 'in_1', number: 'BW-0003', currency: 'usd', paidMinor: 10_800, refundedMinor: 1_000 },
};
const left = invoice.paidMinor - invoice.refundedMinor;

const refundOf = (amountMinor: number): RefundView => ({ ...invoice, amountMinor, ends: amountMinor === left });

const given: AdminGivenView = {
  comps: [],
  limits: { requestsPerMinute: 120, allowance: null, since: '2026-11-20T00:00:00.000Z', until: null },
  units: [],
  offers: [
    {
      ...{ plan: 'pro', badge: null, price: 'offer:p:pro:m:usd:8000:AAAAAAAAAAAA', interval: 'month' },
      amount: { amountMinor: 80_00, currency: 'usd' },
      ...{ since: '2026-11-20T00:00:00.000Z', until: null, withdrawnAt: null },
      ...{ by: 'operator@example.com', reason: 'As agreed in May' },
    },
  ],
};

const invoiceAt = (
  id: string,
  number: string,
  createdAt: string,
  status: string,
  amountMinor: number,
): InvoiceView => ({
  ...{ id, number, createdAt, status, amountMinor, currency: 'usd', url: `https://invoice.stripe.com/i/${id}` },
});

const invoices: readonly InvoiceView[] = [
  invoiceAt('in_3', 'BW-0004', '2026-11-24T12:30:00.000Z', 'open', 10_800),
  invoiceAt('in_1', 'BW-0003', '2026-11-24T11:30:00.000Z', 'paid', 10_800),
  invoiceAt('in_0', 'BW-0001', '2026-10-24T11:30:00.000Z', 'void', 2_000),
];

const viewsUntil = '2026-11-24T16:30:00.000Z';

/** The acts on one organization, as the API answers them. */
export const actRoutes: Record<string, Route> = {
  'GET /v1/admin/accounts/:id/billing/refunds': (_, { query }) => {
    const amountMinor = Number(query.get('amountMinor') ?? left);
    if (amountMinor <= left) return ok(refundOf(amountMinor));
    return refuse('invalid_request', 'The amount is more than is left.', [
      { field: 'amountMinor', message: 'is more than is left of the invoice' },
    ]);
  },
  'POST /v1/admin/accounts/:id/billing/refunds': (_, { body }) => ok(refundOf(Number(body.amountMinor))),
  'GET /v1/admin/accounts/:id/billing/given': () => ok(given),
  'GET /v1/admin/accounts/:id/billing/invoices': (_, { query }) =>
    ok(query.get('cursor') === 'in_1' ? { data: invoices.slice(2) } : { data: invoices.slice(0, 2), cursor: 'in_1' }),
  'POST /v1/admin/accounts/:id/view': ({ account }, _, accountId) => {
    if (account) Object.assign(account, { id: accountId, viewsUntil });
    return ok<BuyerViewView>({ accountId, until: viewsUntil });
  },
  'DELETE /v1/admin/accounts/:id/view': ({ account }) => {
    if (account) delete account.viewsUntil;
    return done;
  },
  'POST /v1/admin/accounts/:id/release-units': (_, { body: { periodStart = '' } }) =>
    ok<ReleasedUnitsView>({ periodStart, releasedUnits: 4 }),
  'POST /v1/admin/accounts/:id/new-customer': () => refuse('conflict', 'Stripe still has the customer cus_1.'),
  'PUT /v1/admin/accounts/:id/billing/limits': () => done,
  'POST /v1/admin/accounts/:id/billing/credit': () => created({}),
  'POST /v1/admin/accounts/:id/billing/offers': () => ok(given),
  'POST /v1/admin/accounts/:id/billing/offers/withdraw': () => ok(given),
};
