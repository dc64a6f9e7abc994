import { consoleRoles, type Declared, members, publicPage } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** The request reads the state at Stripe, and mails what is new there, as an event would. */
const told = { where: 'Stripe’s state has news that buyers are told of' } as const;

/** Routes of purchases, subscriptions and invoices. */
export const billingRoutes = {
  'GET /v1/catalog': publicPage,
  'POST /v1/checkout': {
    callers: members.money,
    budget: { elsewhere: 'checkouts that one account starts: `buying.ts`' },
    trail: { actions: ['checkout.started'], mailed: told },
  },
  'POST /v1/checkout/return': { callers: members.money, budget: budgets.checkoutReturns, trail: null },
  'POST /v1/checkout/invoice': {
    callers: members.money,
    budget: { elsewhere: 'checkouts that one account starts: `buying.ts`' },
    trail: { actions: ['order.placed'] },
  },
  'POST /v1/credit/top-ups': {
    callers: members.money,
    budget: { elsewhere: 'checkouts that one account starts: `buying.ts`' },
    trail: { actions: ['checkout.started'] },
  },
  'GET /v1/credit/auto-top-up': { callers: members.all, budget: budgets.reads, trail: null },
  'PUT /v1/credit/auto-top-up': {
    callers: members.money,
    budget: budgets.changes,
    trail: { actions: ['auto_top_up.set', 'auto_top_up.removed'] },
  },
  'POST /v1/billing-portal': {
    callers: members.money,
    budget: budgets.billingChanges,
    trail: { actions: ['billing_portal.opened'] },
  },
  'GET /v1/attention': { callers: members.all, budget: budgets.reads, trail: null },
  'GET /v1/invoices': { callers: members.all, budget: budgets.invoices, trail: null },
  'GET /v1/account/export': { callers: members.all, budget: budgets.export, noBuyerView: true, trail: null },
  'PUT /v1/spend-cap': {
    callers: members.money,
    budget: budgets.changes,
    trail: { actions: ['spend_cap.set', 'spend_cap.removed'] },
  },
  'POST /v1/subscription/preview': { callers: members.money, budget: budgets.previews, trail: null },
  'POST /v1/subscription/change': {
    callers: members.money,
    budget: budgets.billingChanges,
    trail: { actions: ['subscription.change'], mailed: told },
  },
  'POST /v1/subscription/cancel': {
    callers: members.money,
    budget: budgets.billingChanges,
    trail: { actions: ['subscription.cancelled.now', 'subscription.cancelled.period_end'], mailed: told },
  },
  'POST /v1/subscription/resume': {
    callers: members.money,
    budget: budgets.billingChanges,
    trail: [{ actions: ['subscription.resumed'], mailed: told }, { actions: ['subscription.change.dropped'] }],
  },
  'POST /v1/admin/accounts/{id}/new-customer': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['customer.replaced'] },
  },
  'GET /v1/admin/accounts/{id}/billing/given': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/accounts/{id}/billing/invoices': { callers: consoleRoles.all, budget: budgets.invoices, trail: null },
  'GET /v1/admin/accounts/{id}/billing/refunds': {
    callers: consoleRoles.finance,
    budget: budgets.previews,
    trail: null,
  },
  'POST /v1/admin/accounts/{id}/billing/refunds': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['refund.made'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/credit': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['credit.given'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/comps': {
    callers: consoleRoles.finance,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['comp.given'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/comps/end': {
    callers: consoleRoles.finance,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['comp.ended'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/units': {
    callers: consoleRoles.finance,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['units.given'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/offers': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['price.offered'], mailed: true },
  },
  'POST /v1/admin/accounts/{id}/billing/offers/withdraw': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['price.withdrawn'], mailed: true },
  },
  'PUT /v1/admin/accounts/{id}/billing/limits': {
    callers: consoleRoles.support,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['limits.set', 'limits.removed'], mailed: true },
  },
  'GET /v1/admin/catalogue': { callers: consoleRoles.all, budget: budgets.previews, trail: null },
  'GET /v1/admin/stripe/{id}': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'GET /v1/admin/contests': { callers: consoleRoles.all, budget: budgets.reads, trail: null },
  'POST /v1/admin/contests/{organization}/{id}/accept': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['contest.accepted', 'contest.credited'], mailed: true },
  },
  'POST /v1/admin/contests/{organization}/{id}/reject': {
    callers: consoleRoles.finance,
    budget: budgets.billingChanges,
    presence: true,
    trail: { actions: ['contest.rejected'], mailed: true },
  },
  'PUT /v1/badges/{handle}/affiliates/seats': {
    callers: members.money,
    budget: budgets.billingChanges,
    trail: { actions: ['subscription.change'] },
  },
  'POST /v1/badges/{handle}/affiliates/seats/preview': {
    callers: members.money,
    budget: budgets.previews,
    trail: null,
  },
} as const satisfies Declared;
