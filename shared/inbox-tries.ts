/**
 * Receipts of a message of the Stripe inbox before it goes to the dead-letter queue: the last one parks its event. Eight are tries; ten are
 * what half an hour of throttling takes, since a message that a throttled function was not given is received again after three minutes.
 */
export const stripeInboxTries = 18;
