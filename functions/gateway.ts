import { httpFunction } from '../shared/http/stacks.ts';
import type { GatewayDeps } from './gateway/deps.ts';
import { proxy } from './gateway/proxy.ts';

/** A metered proxy in front of the operator's own HTTP APIs: hot path. */
export const gateway = (deps: GatewayDeps) =>
  httpFunction(deps, {
    'ANY /gateway/{upstream}': proxy(deps),
    'ANY /gateway/{upstream}/{proxy+}': proxy(deps),
  });
