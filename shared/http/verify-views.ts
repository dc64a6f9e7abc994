/**
 * What the service passes on to its caller: `Tollgate-Cost`, `Tollgate-Remaining` where it is known, `RateLimit` and `RateLimit-Policy` where there
 * are limits, and `Retry-After` of a refusal that ends by itself. Names in small letters.
 */
type PassedOn = Readonly<Record<string, string>>;

/** POST /v1/verify */
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
