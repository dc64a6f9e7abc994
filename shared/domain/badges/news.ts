/** A decision on an application. `reason`: of `ask`, the operator's request. */
export type BadgeNews = {
  readonly handle: string;
  readonly decision: 'approve' | 'approve_unpaid' | 'refuse' | 'revoke' | 'ask' | 'uphold_appeal' | 'refuse_appeal';
  readonly reason: string | null;
  /** When the time to answer or appeal ends; exclusive. */
  readonly answerUntil?: string | null;
};

/** A refund for a badge. */
export type BadgeRefund = { readonly handle: string; readonly amountMinor: number; readonly currency: string };
