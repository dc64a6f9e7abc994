import type { IncomingHttpHeaders } from 'node:http';

/** The function that signed a request, by its logical id, which is its access key here; empty where nobody signed. */
export const callerOf = ({ authorization = '' }: IncomingHttpHeaders): string =>
  /Credential=(\w+)\//.exec(authorization)?.[1] ?? '';
