/** Shapes of the `/__local/` endpoints (`docs/architecture.md`, "A local world"). */

/** How Stripe misbehaves; `{}` not at all. `errorRate` is for its API, the rest for its webhooks. */
export type Faults = {
  readonly duplicate?: number;
  readonly shuffle?: number | boolean;
  readonly drop?: number;
  readonly errorRate?: number;
  readonly delayMs?: number;
  readonly seed?: number;
};

export type Status = {
  readonly now: string;
  /** Webhooks, queues, streams, jobs and requests are quiet. */
  readonly settled: boolean;
  readonly portal: string;
  /** Keys of the simulator; of a real account they are null. */
  readonly stripe: {
    readonly apiBase: string;
    readonly publishableKey: string | null;
    readonly secretKey: string | null;
    readonly webhookSecret: string | null;
  };
  /** Of a server that may verify calls of everything that is sold: `POST /v1/verify`. */
  readonly serviceKey: string;
  /** DynamoDB Local keeps a database of its own for each access key, and for each region; the table lies in `us-east-1`. */
  readonly dynamodb: { readonly endpoint: string; readonly table: string; readonly accessKeyId: string };
};

export type ClockAnswer = { readonly now: string; readonly settled: boolean };
