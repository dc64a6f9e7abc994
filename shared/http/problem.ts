import { AppError, problems } from '../errors.ts';
import type { Answer } from './answer.ts';
import type { Problem } from './views.ts';

/** An error as `application/problem+json` (RFC 9457). `type` opens the page of docs about the code. */
export function problemOf(error: AppError, where: { readonly requestId: string; readonly origin: string }): Answer {
  const { status, title } = problems[error.code];
  const problem: Problem = {
    type: `${where.origin}/problems/${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId: where.requestId,
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
  };
  return {
    status,
    body: JSON.stringify(problem),
    headers: { ...error.headers, 'content-type': 'application/problem+json', ...retryAfter(error) },
  };
}

/** `Retry-After` of an error that names a wait (RFC 9110, 10.2.3): whole seconds, at least 1, since 0 would invite a storm. */
function retryAfter({ status, retryAfterSeconds }: AppError): Readonly<Record<string, string>> {
  if (retryAfterSeconds === undefined && status !== 429 && status !== 503) return {};
  return { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) };
}

/** Any thrown value as an AppError: what is not one is our own failure and says nothing of its inside. */
export const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError(
        'internal',
        'Something went wrong on our side. Try again. If it happens again, contact us with the request ID.',
        {
          cause: error,
        },
      );
