/** Receipts of a message of the Stripe inbox before it goes to the dead-letter queue: the last one parks its event. */
export const stripeInboxTries = 8;
