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
    };
