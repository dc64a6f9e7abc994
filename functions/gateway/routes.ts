import { type Declared, limitsOfKey } from '../../shared/domain/access/authority.ts';

/** Routes in front of an operator’s own APIs: the hot path. A call’s trail is the usage log. */
export const gatewayRoutes = {
  'ANY /gateway/{upstream}': { callers: 'key', budget: limitsOfKey, trail: null },
  'ANY /gateway/{upstream}/{proxy+}': { callers: 'key', budget: limitsOfKey, trail: null },
} as const satisfies Declared;
