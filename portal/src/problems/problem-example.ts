import type { ProblemCode } from '../../../shared/errors.ts';
import english from '../i18n/en.json' with { type: 'json' };
import { problemStatuses } from './problem-codes.ts';

const waits = [429, 503];

/** An example of an HTTP answer with this code. It is in English in every language, as the API's answers are. */
export function exampleOf(code: ProblemCode, origin: string): string {
  const status = problemStatuses[code];
  const { title, means } = english.problems[code];
  const body = {
    type: `${origin}/problems/${code}`,
    title,
    status,
    detail: means,
    code,
    requestId: 'JKJaXmPLvHcESHA=',
    ...(code === 'invalid_request' && {
      errors: [{ field: 'limit', message: 'must be a whole number from 1 to 1000' }],
    }),
  };
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/problem+json',
    `X-Request-Id: ${body.requestId}`,
    ...(waits.includes(status) ? ['Retry-After: 12'] : []),
    '',
    JSON.stringify(body, null, 2),
  ].join('\n');
}
