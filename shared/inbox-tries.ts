/**
 * Receipts of a message of the Stripe inbox before it goes to the dead-letter queue; the last one parks its event.
 * Eight are tries. Ten cover half an hour of throttling, since a message for a throttled function is received again after three minutes.
 */
export const stripeInboxTries = 18;
