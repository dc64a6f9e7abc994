/** The cost of the AWS account in a month, as AWS told it. Days are UTC. */
export type MonthCost = {
  readonly amountMinor: number;
  /** ISO 4217, in lower case. */
  readonly currency: string;
  /** The first day. */
  readonly from: string;
  /** The day after the last one. */
  readonly until: string;
  /** AWS may still change it. */
  readonly estimated: boolean;
  /** When it was noted; ISO-8601. */
  readonly notedAt: string;
};
