/**
 * The plan for the payment of a badge that is refused, revoked or given up. `refund`: its subscription ends now, and its last paid invoice
 * is refunded in full. `end`: it is not renewed. `due`: it may still be taken back; `begun`: it is under way; `made`: it is done. `at`:
 * when.
 */
export type Settlement = {
  readonly id: string;
  readonly what: 'refund' | 'end';
  readonly state: 'due' | 'begun' | 'made';
  readonly at: string;
  /** Ids of the subscriptions at Stripe. */
  readonly subscriptions: readonly string[];
  /** Subscriptions paid for after the decision; they are always refunded. */
  readonly late?: readonly string[];
  /** Subscriptions that earlier settlements dealt with. */
  readonly earlier?: readonly string[];
};
