import type { IncomingHttpHeaders } from 'node:http';

/** The logical id of the function that signed a request, which is its access key id here; empty if the request has no signature. */
export const callerOf = ({ authorization = '' }: IncomingHttpHeaders): string =>
  /Credential=(\w+)\//.exec(authorization)?.[1] ?? '';
