/**
 * Headers for the service to pass on to its caller, names in lower case.
 * They are `Tollgate-Cost`, `Tollgate-Remaining` where it is known, and `RateLimit` and `RateLimit-Policy` where there are limits. The first answer
 * to a live key has `Tollgate-Receipt`.
 * A refusal that ends by itself has `Retry-After`.
 */
type PassedOn = Readonly<Record<string, string>>;

/** Whether a call may be served. */
export type VerifyAnswer =
  | {
      allowed: true;
      /** Units that were charged; 0 for test keys. */
      cost: number;
      /** Left afterwards, at least; null without a limit. */
      remaining: number | null;
      accountId: string;
      keyId: string;
      environment: 'live' | 'test';
      /** The receipt of the call, as `tollgate-receipt` among the headers. Absent for test keys, and where a question is repeated. */
      receipt?: string;
      headers: PassedOn;
    }
  | {
      allowed: false;
      /** A code of the problem pages, such as `quota_exhausted`. */
      reason: string;
      /** The HTTP status that suits it. */
      status: number;
      title: string;
      detail: string;
      cost: 0;
      retryAfterSeconds?: number;
      headers: PassedOn;
    };
