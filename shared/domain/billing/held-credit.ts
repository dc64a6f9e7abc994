/** The units that an account ever bought, less refunds and lost disputes. Spent units are not taken off; the counter has those. */
export type HeldCredit = {
  readonly units: number;
  /** Units of the latest purchase that was not refunded; 0 where there is none. */
  readonly lastUnits: number;
  /** When the first purchase was made. */
  readonly since: string;
};
