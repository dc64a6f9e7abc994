import { httpFunction } from '../../shared/http/stacks.ts';
import { firstReadNoter } from '../../shared/services/accounts/note-first-read.ts';
import type { GatewayDeps, GatewayParts } from './deps.ts';
import { proxy } from './proxy.ts';
import { gatewayRoutes } from './routes.ts';

/** A metered proxy in front of the operator's own HTTP APIs: hot path. */
export function gateway(given: GatewayDeps) {
  const deps: GatewayParts = { ...given, noteFirstRead: firstReadNoter(given) };
  return httpFunction(deps, gatewayRoutes, {
    'ANY /gateway/{upstream}': proxy(deps),
    'ANY /gateway/{upstream}/{proxy+}': proxy(deps),
  });
}
