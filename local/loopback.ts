import type { IncomingHttpHeaders } from 'node:http';

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);

/**
 * Whether a request's `Host` names this machine: localhost or a loopback address. A web page could make its own name resolve to 127.0.0.1
 * and read the answers as its own server's (DNS rebinding). Its name would then be in `Host`.
 */
export const namesThisMachine = ({ host = '' }: IncomingHttpHeaders): boolean => isLoopback(host);

/** Whether a request names this machine and no page of another origin sent it: for answers to local programs alone. */
export function comesFromThisMachine(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin && !(URL.canParse(origin) && isLoopback(new URL(origin).host))) return false;
  return namesThisMachine(headers);
}

/** The refusal of requests from elsewhere. */
export const onlyThisMachine = 'This answers programs of this machine only, under the name localhost or 127.0.0.1.';
