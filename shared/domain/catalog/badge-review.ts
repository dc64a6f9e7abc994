/** Whom a badge may be for. */
export const badgeKinds = ['person', 'organization', 'government'] as const;
export type BadgeKind = (typeof badgeKinds)[number];

/** How badges are reviewed. */
export type BadgeReview = {
  /** Which comes first; `review_first`: an application is reviewed unpaid, and shown once it is paid for. */
  readonly order: 'payment_first' | 'review_first';
  /** How old the account must be before its application comes before anybody; 0: any age. */
  readonly minAccountAgeDays: number;
  readonly picture: 'required' | 'optional';
  /** Days in which a refused holder may appeal or answer; then the refusal is final. */
  readonly appealDays: number;
  /** Of a first application: when what was paid for it is given back in full. */
  readonly refundWhenRefused: 'after_appeal' | 'at_once' | 'never';
  /** Days for which a badge that is no longer paid for keeps its review; paid for later, it is reviewed again. */
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
