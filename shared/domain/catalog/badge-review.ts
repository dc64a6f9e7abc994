/** The kinds of holder that a badge may be sold to. */
export const badgeKinds = ['person', 'organization', 'government'] as const;
/** The kind of a badge's holder. */
export type BadgeKind = (typeof badgeKinds)[number];

/** How badges are reviewed. */
export type BadgeReview = {
  /** Which comes first. `review_first`: an application is reviewed before it is paid for, and shown once it is. */
  readonly order: 'payment_first' | 'review_first';
  /** Days that an account must be old before its application enters the queue; 0: any age. */
  readonly minAccountAgeDays: number;
  readonly picture: 'required' | 'optional';
  /** Days in which a refused holder may appeal or answer; after that the refusal is final. */
  readonly appealDays: number;
  /** When the payment for a refused first application is refunded in full. */
  readonly refundWhenRefused: 'after_appeal' | 'at_once' | 'never';
  /** Days for which an unpaid badge keeps its review; paid for later, it is reviewed again. */
  readonly keepReviewDays: number;
  /** Names that only operators may have in theirs, beside the deployment's own. */
  readonly protectedNames?: readonly string[];
  /** Whether the mark of an organization or a government needs its domain to be proven by a record in its zone. */
  readonly domainProof: 'required' | 'optional';
  /** Days without the record after which a proof is lost. */
  readonly domainLostAfterDays: number;
  /** Addresses of resolvers, with or without port, asked in turn; absent: those of the system that runs the functions. */
  readonly resolvers?: readonly string[];
};
