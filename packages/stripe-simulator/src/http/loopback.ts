import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request names this machine, be it as `localhost`. A web page may make a name of its own lead to 127.0.0.1. It then reads the
 * answers there as if they came from its own server: the name in `Host` tells (DNS rebinding).
 */
export const namesThisMachine = ({ host = '' }: IncomingHttpHeaders): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);

/** The answer to a request that names another machine. */
export const onlyThisMachine = 'This answers programs of this machine only, under the name localhost or 127.0.0.1.';
