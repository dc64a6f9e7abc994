/** Shapes of the `/__local/` endpoints (`docs/architecture.md`, "A local world"). */

/** How the simulated Stripe misbehaves; `{}`: not at all. `errorRate` applies to its API, the rest to its webhooks. */
export type Faults = {
  readonly duplicate?: number;
  readonly shuffle?: number | boolean;
  readonly drop?: number;
  readonly errorRate?: number;
  readonly delayMs?: number;
  readonly seed?: number;
};

/** The answer of `GET /__local/status`: addresses, keys and the state of the world; `now` is ISO 8601 by the local clock. */
export type Status = {
  readonly now: string;
  /** Webhooks, queues, streams, jobs and requests are quiet. */
  readonly settled: boolean;
  readonly portal: string;
  /** Keys of the simulator; null for a real Stripe account. */
  readonly stripe: {
    readonly apiBase: string;
    readonly publishableKey: string | null;
    readonly secretKey: string | null;
    readonly webhookSecret: string | null;
  };
  /** A service key that may verify calls of every dataset and upstream: `POST /v1/verify`. */
  readonly serviceKey: string;
  /** The table and its access key, in `us-east-1`: DynamoDB Local has a separate database for each access key and region. */
  readonly dynamodb: { readonly endpoint: string; readonly table: string; readonly accessKeyId: string };
  /** The bucket with the ledger's objects, the ids of its keys, and the addresses of the stand-ins for S3 and KMS (`keys`). */
  readonly evidence: {
    readonly endpoint: string;
    readonly bucket: string;
    readonly keys: string;
    readonly ledgerKeys: string;
  };
};

/** The local clock after it was moved (ISO 8601); `settled`: the world became quiet there. */
export type ClockAnswer = { readonly now: string; readonly settled: boolean };
