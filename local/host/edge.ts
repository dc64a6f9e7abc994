import type { LocalClock } from '../clock.ts';
import { apiGateway } from './api-gateway.ts';
import { readRoutes } from './api-routes.ts';
import type { Assembly } from './assembly.ts';
import { bucketObjects } from './bucket-objects.ts';
import { cloudFront } from './cloudfront.ts';
import { readDistribution } from './distribution.ts';
import type { Handle } from './front.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Resolver } from './intrinsics.ts';
import type { Endpoints } from './resources.ts';

type Parts = {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  readonly functions: ReadonlyMap<string, FunctionPool>;
};

type Options = {
  readonly clock: LocalClock;
  readonly endpoints: Pick<Endpoints, 'queuesAndBuckets'>;
  /** Folders of the built pages and of the portal's built files. */
  readonly folders: readonly string[];
  log(functionName: string, line: string): void;
};

/** The template's distribution, with the HTTP API and the portal's files behind it. */
export function edge({ assembly, resolver, functions }: Parts, { clock, endpoints, folders, log }: Options): Handle {
  const routes = readRoutes(assembly, resolver);
  const api = apiGateway({ routes, functions, clock, log: (line) => log('http-api', line) });
  return cloudFront({
    behaviourFor: readDistribution(assembly, resolver),
    api,
    objects: bucketObjects(endpoints.queuesAndBuckets),
    folders,
  });
}
