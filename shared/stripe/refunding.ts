/** Minor units of a currency. */
export type RefundedAmount = { readonly amountMinor: number; readonly currency: string };

/**
 * How the refund of a payment stands. `waits`: for the account's balance, the holder's bank or the end of a dispute. `failed`: Stripe
 * refuses it, or it came back. `none`: nothing was paid through Stripe. `given`: what is refunded; null: nothing, or a bank took it back.
 */
export type Refunding = {
  readonly state: 'made' | 'waits' | 'failed' | 'none';
  readonly given: RefundedAmount | null;
  /** Why it failed, in Stripe's words. */
  readonly reason?: string;
};
