/** The argument of a process that calls a peer. */
export type QuotaPeer = {
  readonly peer: 'better-auth' | 'rate-limiter-flexible';
  /** The path of an SQLite file, or DynamoDB's endpoint. */
  readonly target: string;
  readonly secret: string;
  readonly quota: number;
  readonly inFlight: number;
};

/** The table of the peer rate-limiter-flexible. */
export const limitsTable = 'limits';
