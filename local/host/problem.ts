import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type FieldError, problems } from '../../shared/errors.ts';
import type { Problem } from '../../shared/http/views.ts';

/** A problem that the host itself answers with. `code` is the one of `shared/errors.ts` if that table has it. */
export type HostProblem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
};

/** Content type and body of a problem (RFC 9457). */
export function problemBody({ status, code, detail, errors }: HostProblem): Problem {
  const known = code in problems ? problems[code as keyof typeof problems] : undefined;
  return {
    type: known ? `/problems/${code}` : 'about:blank',
    title: known?.title ?? STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    requestId: randomUUID(),
    ...(errors && { errors: [...errors] }),
  };
}

/** The content type of problems. */
export const problemType = 'application/problem+json';

/** A problem as a whole HTTP response, for a socket whose request could not be parsed. */
export function rawProblem(problem: HostProblem): string {
  const body = JSON.stringify(problemBody(problem));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Error'}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
