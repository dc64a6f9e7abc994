import type { Upstream } from '../catalog/upstream.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers of the caller that go to every upstream: they describe the body and the accepted formats. */
const alwaysForwarded = ['accept', 'accept-language', 'content-type', 'if-match', 'if-none-match', 'if-modified-since'];

/** Headers of the upstream that are returned: they describe the body. No cookie: it would be set on our domain. */
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

/** Content codings (RFC 9110, section 8.4.1) that we decode and callers may ask for. */
const codings = ['gzip', 'br'] as const;

/** The caller as the upstream sees it; opaque ids. */
export type CallerHeaders = { readonly accountId: string; readonly keyId: string; readonly environment: string };

/** Whether a text is a valid field value (RFC 9110, section 5.5), so that no part of it can pass for another header. */
const isFieldValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** The caller's headers to forward, or the name of one with an invalid value. */
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

/** The headers that Tollgate adds. The secret, where there is one, is in the operator's header and in no other. */
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

/** The upstream's headers that are returned to the caller. */
export const answeredHeaders = ({ allowAnswerHeaders = [] }: Upstream, given: Headers): Headers =>
  Object.fromEntries(
    [...alwaysAnswered, ...allowAnswerHeaders].flatMap((name) => {
      const value = given[name];
      return value === undefined || !isFieldValue(value) ? [] : [[name, value]];
    }),
  );

/** Whether `Accept-Encoding` allows this coding (RFC 9110, section 12.5.3). Without the header no coding is used. */
export function isAcceptable(acceptEncoding: string | undefined, coding: string): boolean {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().split(/\s*;\s*/));
  const [, weight = 'q=1'] = accepted.find(([name]) => name === coding) ??
    accepted.find(([name]) => name === '*') ?? ['', 'q=0'];
  return !/^q=0(\.0*)?$/.test(weight);
}
