import type { IncomingMessage } from 'node:http';
import type { apiGateway } from './api-gateway.ts';
import type { bucketObjects } from './bucket-objects.ts';
import type { readDistribution } from './distribution.ts';
import type { Handle } from './front.ts';
import { staticFiles } from './static-files.ts';

type Options = {
  readonly behaviourFor: ReturnType<typeof readDistribution>;
  readonly api: ReturnType<typeof apiGateway>;
  readonly objects: ReturnType<typeof bucketObjects>;
  /** Folders of the built files: the first that has a file serves it. */
  readonly folders: readonly string[];
};

/** Answers as the distribution does: the first matching behaviour decides the origin and the added headers. */
export function cloudFront({ behaviourFor, api, objects, folders }: Options): Handle {
  const files = staticFiles(folders);
  return async (request, response, url) => {
    const behaviour = behaviourFor(url.pathname);
    const { writeHead } = response;
    response.writeHead = ((...parameters: Parameters<typeof writeHead>) => {
      const given = parameters.at(-1);
      const named = typeof given === 'object' && !Array.isArray(given) ? Object.keys(given) : [];
      const said = new Set([...response.getHeaderNames(), ...named.map((name) => name.toLowerCase())]);
      for (const { name, value, override } of behaviour.responseHeaders)
        if (override || !said.has(name)) response.setHeader(name, value);
      return writeHead.apply(response, parameters);
    }) as typeof writeHead;
    if (typeof behaviour.origin === 'object')
      return objects(request, response, { ...behaviour.origin, path: url.pathname });
    if (behaviour.origin === 'files') {
      const { onRequest, onResponse } = behaviour;
      const path = onRequest?.file(request, url) ?? url.pathname;
      if (typeof path === 'object') return void response.writeHead(path.status, { ...path.headers }).end();
      return files(request, response, {
        path,
        statusOf: (status) => onResponse?.status(request, url.pathname, status) ?? status,
      });
    }
    return api(request, response, { url, path: writtenPath(request, url), behaviour });
  };
}

/** The path to pass on, as it was received; patterns match the path without dot segments. Source: CloudFront, "Path pattern". */
function writtenPath({ url: written = '' }: IncomingMessage, url: URL): string {
  const [path = ''] = written.split('?');
  return /^\/[!-~]*$/.test(path) ? path : url.pathname;
}
