import type { AnswerHeader } from '../shared/http/operation.ts';

type Described = { readonly description: string; readonly schema: { readonly type: string; readonly format?: string } };

const text = (description: string): Described => ({ description, schema: { type: 'string' } });
const count = (description: string): Described => ({ description, schema: { type: 'integer' } });

/** Every header that answers may have, by the kind that an operation names. */
export const headersOf: Readonly<Record<AnswerHeader, Readonly<Record<string, Described>>>> = {
  meter: {
    'Tollgate-Cost': count('The records or requests that this request was charged.'),
    'Tollgate-Remaining': count('At least so many records or requests are left. Absent where nothing limits them.'),
  },
  receipt: { 'Tollgate-Receipt': text('Our signature for this request’s entry in the ledger. Live keys only.') },
  limits: {
    RateLimit: text('The limit that you will meet first: what is left, and the seconds until it resets (draft 10).'),
    'RateLimit-Policy': text('All limits of this key: quota, unit and window of each.'),
  },
  freshness: {
    ETag: text('The version of this answer, for `If-None-Match`.'),
    'Tollgate-Data-Version': text('The version of the dataset.'),
    'Tollgate-Data-Published': {
      description: 'When that version was published.',
      schema: { type: 'string', format: 'date-time' },
    },
  },
  version: {
    'Tollgate-Version': text('The version of this API that answered.'),
    Deprecation: text('When a part that you use was deprecated (RFC 9745).'),
    Sunset: text('When that part ends (RFC 8594).'),
  },
  link: { Link: text('The licence (`rel="license"`), and the next page (`rel="next"`).') },
  location: {
    Location: text('The address of the file.'),
    'Idempotent-Replayed': text('`true`: an earlier request with this Idempotency-Key made the file.'),
  },
  cookie: { 'Set-Cookie': text('The session, or its end.') },
  truncated: { 'Tollgate-Truncated': text('`true`: there are more buckets.') },
  cache: { 'Cache-Control': text('How long a cache may keep the answer.') },
};

/** Headers of refusals. */
export const refusalHeaders: Readonly<Record<string, Described>> = {
  'Retry-After': count('Seconds to wait before another try.'),
  'X-Request-Id': text('The id of the request, for support.'),
};
