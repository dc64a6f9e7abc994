import type { Declared, RouteAuthority } from '../../shared/domain/access/authority.ts';

const toEverybody = {
  callers: 'anyone',
  budget: { elsewhere: 'rates of a client and of an instance: `limits.ts`; API Gateway limits the routes in all' },
  trail: null,
} as const satisfies RouteAuthority;

/** Routes of sample records, for everybody. */
export const samplesRoutes = {
  'GET /v1/sample/{dataset}': toEverybody,
  'GET /v1/sample/{dataset}/counts': toEverybody,
} as const satisfies Declared;
