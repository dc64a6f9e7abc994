import { type HttpDeps, httpFunction } from '../../shared/http/stacks.ts';

/**
 * Answers what no route takes: a problem that says so and is not kept. API Gateway's own 404 says nothing on caching, and CloudFront may keep
 * it and answer others with it.
 */
export const unrouted = (deps: HttpDeps) => httpFunction(deps, {}, {});
