import { periodPassedType } from '../domain/billing/stripe-message.ts';

/** Which Stripe events matter, and why. The webhook endpoint is registered for these; any other is recorded and ignored. */
export const stripeEventTypes: Readonly<Record<string, string>> = {
  'checkout.session.completed': 'a subscription, or units in advance, were bought',
  'checkout.session.async_payment_succeeded': 'a delayed payment arrived',
  'checkout.session.async_payment_failed': 'a delayed payment failed',
  'checkout.session.expired': 'nothing was bought',
  'customer.subscription.created': 'a subscription exists',
  'customer.subscription.updated': 'its status, period, price or cancellation changed',
  'customer.subscription.deleted': 'it has ended',
  'customer.subscription.trial_will_end': 'its trial ends in three days: the buyer is told',
  'customer.subscription.paused': 'it was paused',
  'customer.subscription.resumed': 'it goes on',
  'customer.subscription.pending_update_applied': 'a change was paid',
  'customer.subscription.pending_update_expired': 'a change was not paid',
  'customer.deleted': 'all subscriptions have ended',
  'customer.updated': 'another card may be its default',
  'payment_method.updated': 'a card has another expiration',
  'payment_method.automatically_updated': 'its bank renewed a card',
  'invoice.paid': 'a period was paid',
  'invoice.sent': 'an invoice is to be paid by transfer, by its due date',
  'invoice.payment_failed': 'grace begins or goes on',
  'invoice.payment_action_required': 'the buyer has to confirm',
  'invoice.finalization_failed': 'an invoice cannot be made, so nobody can pay it',
  'invoice.marked_uncollectible': 'an invoice will not be paid',
  'invoice.voided': 'an invoice is not owed',
  'charge.refunded': 'money went back, all of it or a part: the policy may end the subscription',
  'refund.failed': 'money that went back has come back: what was bought in advance with it is there again',
  'refund.updated': 'a refund was cancelled, or is through',
  'charge.dispute.created': 'a payment is disputed: the policy may end the subscription',
  'charge.dispute.funds_withdrawn': 'an inquiry became a dispute, or one is there: the policy may end the subscription',
  'charge.dispute.closed': 'a dispute was won or lost: the policy may end the subscription',
};

/**
 * Thin events of API v2: Stripe did not count usage that it had accepted. It checks customer, value, meter and time later.
 * They need an event destination, since a webhook endpoint accepts none of them.
 * https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api
 */
export const thinEventTypes: Readonly<Record<string, string>> = {
  'v1.billing.meter.error_report_triggered': 'usage that was reported to a meter is not counted',
  'v1.billing.meter.no_meter_found': 'usage that was reported belongs to no meter',
};

/** Whether usage that was reported will not be billed. */
export const tellsOfLostUsage = (type: string): boolean => type in thinEventTypes;

/** Whether a card may be new, or was used again. */
export const tellsOfCard = (type: string): boolean =>
  ['checkout.session.completed', 'customer.updated', 'invoice.paid'].includes(type);

/** Whether an event of this type changes anything here. */
export const matters = (type: string): boolean => type in stripeEventTypes || type === periodPassedType;

/** Whether a refund was made, or became another. */
export const tellsOfRefund = (type: string): boolean =>
  ['charge.refunded', 'refund.updated', 'refund.failed'].includes(type);

/** Whether money went back or is contested, so that the policy on it may end a subscription. */
export const tellsOfReturned = (type: string): boolean =>
  ['charge.refunded', 'refund.updated'].includes(type) || type.startsWith('charge.dispute.');
