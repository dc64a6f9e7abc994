import type Stripe from 'stripe';
import { emitUpdate } from '../core/events.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { customerNamed } from './customers.ts';

/** The endpoints of a customer's credit balance. Source: https://docs.stripe.com/billing/customer/balance */
export const customerBalanceRoutes = [
  route<Stripe.CustomerCreateBalanceTransactionParams>(
    'POST /v1/customers/:id/balance_transactions',
    'CustomerCreateBalanceTransactionParams',
    ['amount', 'currency', 'description', 'metadata'],
    ({ sim, params, id }) => adjustBalance(sim, customerNamed(sim, id, 'id'), params),
  ),
  route<Stripe.CustomerListBalanceTransactionsParams>(
    'GET /v1/customers/:id/balance_transactions',
    'CustomerListBalanceTransactionsParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params, id }) => {
      const made = sim.store.balanceTransactions.newestFirst(customerNamed(sim, id, 'id').id);
      return page(`/v1/customers/${id}/balance_transactions`, made, params);
    },
  ),
];

/** Adds to the balance: an amount below 0 is a credit, which the next invoices use up. */
function adjustBalance(
  sim: Simulation,
  { id: customer, balance, currency: own }: Stripe.Customer,
  { amount, currency, description, metadata }: Stripe.CustomerCreateBalanceTransactionParams,
): Stripe.CustomerBalanceTransaction {
  if (amount === 0) throw invalidRequest('The amount must not be 0.', { param: 'amount' });
  if (own && own !== currency) throw unsupported('a balance in another currency than the customer’s', 'currency');
  const change = sim.store.customers.patch(customer, { balance: balance + amount, currency });
  emitUpdate(sim, 'customer.updated', change);
  return sim.store.balanceTransactions.add({
    id: sim.newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount,
    checkout_session: null,
    created: sim.time.now(),
    credit_note: null,
    currency,
    customer,
    customer_account: null,
    description: description || null,
    ending_balance: balance + amount,
    invoice: null,
    livemode: false,
    metadata: mergeMetadata(null, metadata),
    type: 'adjustment',
  });
}
