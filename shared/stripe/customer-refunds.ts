import type Stripe from 'stripe';
import type { CustomerRefund } from '../domain/billing/customer-refund.ts';
import { isMissing } from './client.ts';
import { isoOf } from './subscriptions.ts';

/** Stripe’s page of refunds: a refund that failed or was cancelled has not left (https://docs.stripe.com/api/refunds/object#refund_object-status). */
const cameBack = ['failed', 'canceled'];

/**
 * All refunds of a customer’s charges, of subscriptions and of prepaid credit, as they stand now. A charge shows its ten newest; older ones were counted when they
 * were made. A deleted customer has none.
 */
export async function customerRefunds(stripe: Stripe, customer: string): Promise<readonly CustomerRefund[]> {
  try {
    const charges = await Array.fromAsync(stripe.charges.list({ customer, limit: 100, expand: ['data.refunds'] }));
    return charges.flatMap(({ refunds }) => (refunds?.data ?? []).map(refundOf));
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}

const refundOf = ({ id, amount, currency, created, status }: Stripe.Refund): CustomerRefund => ({
  ...{ id, amountMinor: amount, currency, at: isoOf(created) },
  stands: !cameBack.includes(status ?? ''),
});
