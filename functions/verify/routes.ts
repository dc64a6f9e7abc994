import { type Declared, limitsOfKey } from '../../shared/domain/access/authority.ts';

/** The route that verifies calls of APIs elsewhere: the hot path. A call’s trail is the usage log. */
export const verifyRoutes = {
  'POST /v1/verify': { callers: 'service key', budget: limitsOfKey, trail: null },
} as const satisfies Declared;
