import { type ProblemCode, problems } from '../../shared/errors.ts';
import { headerFieldsOf } from '../../shared/http/problem-facts.ts';
import arabic from '../../shared/problems/ar.json' with { type: 'json' };
import english from '../../shared/problems/en.json' with { type: 'json' };

/** Title, meaning and advice of every code, in each language. */
export const problemTexts = { en: english, ar: arabic } as const;

const examples: Readonly<Record<string, string>> = {
  'Retry-After': '12',
  Allow: 'GET, POST',
  RateLimit: '"minute";r=0;t=12',
  'RateLimit-Policy': '"minute";q=600;w=60',
  'Tollgate-Cost': '0',
};

const allowance = {
  RateLimit: '"allowance";r=0;t=1209600',
  'RateLimit-Policy': '"allowance";q=10000;qu="records";w=2592000',
};

/** Examples of codes that are about another limit than a rate. */
const ofLimits: Partial<Record<ProblemCode, Readonly<Record<string, string>>>> = {
  quota_exhausted: { ...allowance, 'Retry-After': '1209600' },
  spend_cap_reached: allowance,
  credit_exhausted: { RateLimit: '"credit";r=0', 'RateLimit-Policy': '"credit";q=2000;qu="records"' },
  too_many_in_flight: {
    RateLimit: '"in-flight";r=0',
    'RateLimit-Policy': '"in-flight";q=10;qu="concurrent-requests"',
    'Retry-After': '1',
  },
};

/** An HTTP answer with this code, in English as for programs that ask for no language. */
export function problemExample(code: ProblemCode, origin: string): string {
  const { status } = problems[code];
  const { title, means } = problemTexts.en[code];
  const { always, metered } = headerFieldsOf(code);
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
    'Content-Language: en',
    `X-Request-Id: ${body.requestId}`,
    ...[...always, ...metered].map((name) => `${name}: ${ofLimits[code]?.[name] ?? examples[name]}`),
    '',
    JSON.stringify(body, null, 2),
  ].join('\n');
}
