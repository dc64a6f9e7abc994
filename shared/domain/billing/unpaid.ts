/** Subscriptions that Stripe leaves `active` though nobody has paid. */
import type { Subscription } from './subscription.ts';

/** Whether the first automatic charge is not paid yet: a bank debit leaves the subscription `active` while its payment is under way. */
export const awaitsFirstPayment = (subscription: Subscription): boolean =>
  isFirstCharge(subscription) && subscription.latestInvoice?.status === 'open';

const isFirstCharge = ({ collection, latestInvoice }: Subscription): boolean =>
  collection === 'charge_automatically' && latestInvoice?.isFirst === true;

/**
 * Whether the bank has returned the first debit: Stripe voids the invoice and leaves the subscription `active`
 * (https://docs.stripe.com/billing/subscriptions/overview).
 */
export const hasFailedToStart = (subscription: Subscription): boolean =>
  ['active', 'past_due'].includes(subscription.status) &&
  isFirstCharge(subscription) &&
  subscription.latestInvoice?.status === 'void';

/** Whether nothing was ever paid: the first payment is under way, came back, was given up, or cannot be invoiced. */
export const wasNeverPaid = (subscription: Subscription): boolean =>
  awaitsFirstPayment(subscription) ||
  hasFailedToStart(subscription) ||
  (isFirstCharge(subscription) && whyUnpaid(subscription) !== null);

/**
 * Why the latest invoice stays unpaid although Stripe leaves the subscription `active`. It was given up as a bad debt, or could not become
 * final. Null where it is paid, or may yet be. A change that waits for payment has an invoice of its own, beside the period's.
 * https://docs.stripe.com/billing/subscriptions/overview,
 * https://support.stripe.com/questions/manage-draft-subscription-invoices-with-invalid-tax-location-details
 */
export function whyUnpaid({ latestInvoice, pendingChange }: Subscription): Unpaid | null {
  if (!latestInvoice || pendingChange) return null;
  const { status, isWithheld, finalizationError } = latestInvoice;
  if (status === 'uncollectible' && !isWithheld) return 'given_up';
  if (status !== 'draft' || finalizationError === undefined) return null;
  return finalizationError === 'customer_tax_location_invalid' ? 'location_unknown' : 'not_invoiced';
}

/**
 * Why an invoice is unpaid. `location_unknown`: the buyer's address must be corrected before it can be taxed. `not_invoiced`: the operator
 * has to find out why.
 */
export type Unpaid = 'given_up' | 'location_unknown' | 'not_invoiced';
