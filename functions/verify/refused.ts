import { type ProblemCode, problems } from '../../shared/errors.ts';
import type { VerifyAnswer } from '../../shared/http/verify-views.ts';
import type { UpstreamDenied } from '../../shared/services/metering/upstream-admission.ts';
import { denial } from '../../shared/services/metering/upstream-refusal.ts';

/** The answer to a call that admission refused. */
export function refusedBy(denied: UpstreamDenied): VerifyAnswer {
  const { code, message, retryAfterSeconds, headers } = denial(denied);
  return refused(code, message, { retryAfterSeconds, headers });
}

type Known = { readonly retryAfterSeconds?: number | undefined; readonly headers?: Readonly<Record<string, string>> };

/** `status` is the one that the service should answer its caller with, as the gateway would. */
export function refused(reason: ProblemCode, detail: string, { retryAfterSeconds, headers }: Known = {}): VerifyAnswer {
  const { status, title } = problems[reason];
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const after: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` };
  return {
    ...{ allowed: false, reason, status, title, detail, cost: 0, ...retry },
    headers: { 'tollgate-cost': '0', ...headers, ...after },
  };
}
