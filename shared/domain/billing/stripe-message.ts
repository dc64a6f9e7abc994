/** What the webhook puts in the queue of an event: enough to find the customer, nothing of its content. */
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

/** Events of one customer are handled one after another; those without one, by the object they speak of. */
export const groupOf = (message: StripeMessage): string =>
  message.customerId ?? message.via?.id ?? message.objectId ?? message.id;

/** Our own message beside Stripe's: a period has passed without news, so somebody should ask Stripe. */
export const periodPassedType = 'tollgate.period_passed';

/** Asks for a sync of the subscription's customer; one a period, however many callers notice. */
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
