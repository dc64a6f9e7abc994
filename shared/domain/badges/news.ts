/** What became of an application for a badge; `reason`: of a request, what is asked for. */
export type BadgeNews = {
  readonly handle: string;
  readonly decision: 'approve' | 'approve_unpaid' | 'refuse' | 'revoke' | 'ask' | 'uphold_appeal' | 'refuse_appeal';
  readonly reason: string | null;
  /** Until when a refusal may be answered or appealed against; exclusive. */
  readonly answerUntil?: string | null;
};

/** What was given back for a badge. */
export type BadgeRefund = { readonly handle: string; readonly amountMinor: number; readonly currency: string };
