/** The queued part of a Stripe event: enough to find the customer, none of its content. */
export type StripeMessage = {
  readonly id: string;
  readonly type: string;
  /** ISO-8601, to the second: several events share one, so it is not an order. */
  readonly createdAt: string;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  readonly customerId: string | null;
  /** Where the event names no customer: the object through which one is found. */
  readonly via: { readonly kind: 'charge' | 'invoice' | 'subscription'; readonly id: string } | null;
};

/** The message group: events of one customer are handled one after another. Without a customer, those of one object are. */
export const groupOf = (message: StripeMessage): string =>
  message.customerId ?? message.via?.id ?? message.objectId ?? message.id;

/** Our own message type: a period passed without a renewal, so a sync should ask Stripe. */
export const periodPassedType = 'tollgate.period_passed';

/** A message that asks for a sync of the subscription's customer. Its id is the same for every caller that notices the period's end. */
export const periodPassed = (
  subscriptionId: string,
  { periodEnd, now }: { readonly periodEnd: string; readonly now: Date },
): StripeMessage => ({
  id: `${subscriptionId}_${Date.parse(periodEnd) / 1000}`,
  type: periodPassedType,
  createdAt: now.toISOString(),
  livemode: false,
  apiVersion: null,
  objectId: subscriptionId,
  customerId: null,
  via: { kind: 'subscription', id: subscriptionId },
});
