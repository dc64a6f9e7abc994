import { type Declared, limitsOfKey } from '../../shared/domain/access/authority.ts';

/** Routes of datasets: the hot path. A read’s trail is the usage log. */
export const dataRoutes = {
  'GET /data': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /data/{dataset}': { callers: 'key', budget: limitsOfKey, trail: null },
  'POST /data/{dataset}/export': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /data/{dataset}/counts': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /data/{dataset}/{id}': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /v1/badges/states': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /v1/usage/refusals': { callers: 'key', budget: limitsOfKey, trail: null },
  'GET /v1/usage/current': { callers: 'key', budget: limitsOfKey, trail: null },
} as const satisfies Declared;
