import type { Upstream } from '../catalog/upstream.ts';

type Headers = Readonly<Record<string, string>>;

/** Of the caller's headers these go to every upstream: what the body is, and which form of an answer is wanted. */
const alwaysForwarded = ['accept', 'accept-language', 'content-type', 'if-match', 'if-none-match', 'if-modified-since'];

/** Of the upstream's headers these come back: what the body is. No cookie: it would be one of ours. */
const alwaysAnswered = [
  'content-type',
  'content-language',
  'content-disposition',
  'content-range',
  'etag',
  'last-modified',
  'retry-after',
  'vary',
];

/** Codings of RFC 9110, 8.4.1 that we read and callers may ask for. */
const codings = ['gzip', 'br'] as const;

/** Whoever calls, as the upstream is told; opaque ids. */
export type CallerHeaders = { readonly accountId: string; readonly keyId: string; readonly environment: string };

/** What a header may hold (RFC 9110, 5.5), so that nothing of it is taken for another header. */
const isFieldValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** The caller's headers that travel, or the name of one that holds what no header may. */
export function forwardedHeaders(
  { allowHeaders = [] }: Upstream,
  sent: Headers,
): Headers | { readonly refused: string } {
  const names = [...alwaysForwarded, ...allowHeaders].filter((name) => sent[name] !== undefined);
  const bad = names.find((name) => !isFieldValue(sent[name] ?? ''));
  if (bad !== undefined) return { refused: bad };
  return {
    ...Object.fromEntries(names.map((name) => [name, sent[name] ?? ''])),
    'accept-encoding':
      codings.filter((coding) => isAcceptable(sent['accept-encoding'], coding)).join(', ') || 'identity',
  };
}

/** What we add. The secret, where there is one, stands in the operator's header and in no other. */
export const ownHeaders = (
  { secretHeader }: Upstream,
  {
    caller,
    secret,
    requestId,
  }: { readonly caller: CallerHeaders; readonly secret?: string; readonly requestId: string },
): Headers => ({
  'user-agent': 'Tollgate',
  'x-request-id': requestId,
  'tollgate-account': caller.accountId,
  'tollgate-key': caller.keyId,
  'tollgate-environment': caller.environment,
  ...(secretHeader !== undefined && secret !== undefined ? { [secretHeader]: secret } : {}),
});

/** The upstream's headers that come back. */
export const answeredHeaders = ({ allowAnswerHeaders = [] }: Upstream, given: Headers): Headers =>
  Object.fromEntries(
    [...alwaysAnswered, ...allowAnswerHeaders].flatMap((name) => {
      const value = given[name];
      return value === undefined || !isFieldValue(value) ? [] : [[name, value]];
    }),
  );

/** Whether `Accept-Encoding` lets an answer be in this coding (RFC 9110, 12.5.3). Without the header: as it is. */
export function isAcceptable(acceptEncoding: string | undefined, coding: string): boolean {
  const wanted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().split(/\s*;\s*/));
  const [, weight = 'q=1'] = wanted.find(([name]) => name === coding) ??
    wanted.find(([name]) => name === '*') ?? ['', 'q=0'];
  return !/^q=0(\.0*)?$/.test(weight);
}
