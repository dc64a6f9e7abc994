import type { Localized } from './localized.ts';

/** A code that buyers type in at checkout to get a coupon. A used-up or expired code is gone for good: no later coupon can have it. */
export type PromotionCode = {
  /** Capital letters, digits and `-`; buyers may type it in any case. */
  readonly code: string;
  readonly maxRedemptions?: number;
  /** ISO-8601 UTC; exclusive. */
  readonly expiresAt?: string;
  /** Only for accounts that have never paid. */
  readonly firstTimeOnly?: boolean;
};

/** Takes `percentOff` percent, or `amountOffMinor` of `currency`, off invoices. Coupons already given do not change with it. */
export type Coupon = {
  readonly id: string;
  /** The name on invoices. */
  readonly name: Localized;
  /** More than 0, at most 100. */
  readonly percentOff?: number;
  /** Counts in `currency` only: Stripe refuses its codes to buyers who pay in another one. */
  readonly amountOffMinor?: number;
  readonly currency?: string;
  /** Takes it off the first invoice that costs something, those of `months` months, or all. */
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly months?: number;
  /** Ids of plans and badges; absent: everything. */
  readonly appliesTo?: readonly string[];
  readonly codes?: readonly PromotionCode[];
};
