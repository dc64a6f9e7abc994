import { type ProblemCode, problems } from '../../shared/errors.ts';
import arabic from '../../shared/problems/ar.json' with { type: 'json' };
import english from '../../shared/problems/en.json' with { type: 'json' };

/** Title, meaning and advice of every code, in each language. */
export const problemTexts = { en: english, ar: arabic } as const;

const waits = [429, 503];

/** An HTTP answer with this code. It is in English in every language, as the API's answers are. */
export function problemExample(code: ProblemCode, origin: string): string {
  const { status } = problems[code];
  const { title, means } = problemTexts.en[code];
  const errors = [{ field: 'limit', message: 'must be a whole number from 1 to 1000' }];
  const body = {
    type: `${origin}/problems/${code}`,
    title,
    status,
    detail: means,
    code,
    requestId: 'JKJaXmPLvHcESHA=',
    ...(code === 'invalid_request' && { errors }),
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
