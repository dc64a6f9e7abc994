import type { IncomingHttpHeaders } from 'node:http';

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);

/**
 * Whether a request names this machine, be it as `localhost`. A web page may make a name of its own lead to 127.0.0.1. It then reads the
 * answers there as if they came from its own server: the name in `Host` tells (DNS rebinding).
 */
export const namesThisMachine = ({ host = '' }: IncomingHttpHeaders): boolean => isLoopback(host);

/** The same, and no page from elsewhere asks: what is meant for programs of this machine alone. */
export function comesFromThisMachine(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin && !(URL.canParse(origin) && isLoopback(new URL(origin).host))) return false;
  return namesThisMachine(headers);
}

/** The answer to others. */
export const onlyThisMachine = 'This answers programs of this machine only, under the name localhost or 127.0.0.1.';
