/** All that an account ever bought and kept. What was spent is not taken off: that is the counter's. */
export type HeldCredit = {
  readonly units: number;
  /** Of the latest purchase that was kept; 0 where none was. */
  readonly lastUnits: number;
  /** When the first one was made. */
  readonly since: string;
};
