/**
 * What becomes of the payment for a badge that is not to be had: `refund`: its subscription ends now and its last paid invoice is given
 * back in full; `end`: it is not renewed. `due` it may still be taken back, `begun` it is under way, `made` it is done; `at`: when.
 */
export type Settlement = {
  readonly id: string;
  readonly what: 'refund' | 'end';
  readonly state: 'due' | 'begun' | 'made';
  readonly at: string;
  /** Ids of the subscriptions at Stripe. */
  readonly subscriptions: readonly string[];
  /** Subscriptions that came after the decision: they are given back, whatever becomes of the others. */
  readonly late?: readonly string[];
  /** Subscriptions that the settlements before this one saw to. */
  readonly earlier?: readonly string[];
};
