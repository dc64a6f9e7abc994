/** What a process that calls a peer is started with. */
export type QuotaPeer = {
  readonly peer: 'better-auth' | 'rate-limiter-flexible';
  /** A file of SQLite, or where DynamoDB answers. */
  readonly target: string;
  readonly secret: string;
  readonly quota: number;
  readonly inFlight: number;
};

export const limitsTable = 'limits';
