import { httpFunction } from '../shared/http/stacks.ts';
import type { GatewayDeps, GatewayParts } from './gateway/deps.ts';
import { proxy } from './gateway/proxy.ts';
import { firstReadNoter } from './note-first-read.ts';

/** A metered proxy in front of the operator's own HTTP APIs: hot path. */
export function gateway(given: GatewayDeps) {
  const deps: GatewayParts = { ...given, noteFirstRead: firstReadNoter(given) };
  return httpFunction(deps, {
    'ANY /gateway/{upstream}': proxy(deps),
    'ANY /gateway/{upstream}/{proxy+}': proxy(deps),
  });
}
