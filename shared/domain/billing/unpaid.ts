/** Subscriptions that Stripe leaves `active` though nobody has paid. */
import type { Subscription } from './subscription.ts';

/**
 * Whether nothing has been paid yet of what is charged by itself: a delayed method (a bank debit) leaves the subscription `active`
 * while its first payment is under way.
 */
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

/** Whether nothing was ever paid: the first payment is awaited, came back, was given up, or cannot be asked for. */
export const wasNeverPaid = (subscription: Subscription): boolean =>
  awaitsFirstPayment(subscription) ||
  hasFailedToStart(subscription) ||
  (isFirstCharge(subscription) && whyUnpaid(subscription) !== null);

/**
 * Why nobody pays the latest invoice although Stripe leaves the subscription `active`: it was given up as a bad debt, or could not become
 * final. Null where it is paid, or may yet be; a change that waits for payment has an invoice of its own, beside the period's.
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

/** `location_unknown`: it cannot be taxed until the buyer's address is mended; `not_invoiced`: the operator has to see why. */
export type Unpaid = 'given_up' | 'location_unknown' | 'not_invoiced';
