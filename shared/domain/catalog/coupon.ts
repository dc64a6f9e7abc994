/** A code that buyers type in at checkout to get a coupon. Used up or expired it is gone for good, and so for the next coupon. */
export type PromotionCode = {
  /** Capital letters, digits and `-`; buyers may type it in any case. */
  readonly code: string;
  readonly maxRedemptions?: number;
  /** ISO-8601 UTC; exclusive. */
  readonly expiresAt?: string;
  /** Only for accounts that have never paid. */
  readonly firstTimeOnly?: boolean;
};

/** Takes `percentOff` percent, or `amountOffMinor` of `currency`, off invoices. What is given already stays when it changes. */
export type Coupon = {
  readonly id: string;
  /** What invoices call it. */
  readonly name: string;
  /** More than 0, at most 100. */
  readonly percentOff?: number;
  readonly amountOffMinor?: number;
  readonly currency?: string;
  /** Off the first invoice that costs something, those of `months` months, or all. */
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly months?: number;
  /** Ids of plans and badges; absent: everything. */
  readonly appliesTo?: readonly string[];
  readonly codes?: readonly PromotionCode[];
};
