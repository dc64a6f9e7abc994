import { outgoingCaller } from '../../shared/http/call-out.ts';
import type { GatewayDeps } from './deps.ts';
import { maxAnswerBytes } from './forwarded-headers.ts';

type Surroundings = {
  readonly stage: string;
  /**
   * JSON of upstreams that answer on this machine instead of their own address: `{"trends": "http://127.0.0.1:4567"}`. Only the local world
   * sets it, and no template.
   */
  readonly standIns?: string;
};

/**
 * Addresses of upstreams, and the way to call them. Only stand-ins in the local world may have a private address.
 * @throws Error for stand-ins in another stage, or one that is not on 127.0.0.1
 */
export function reachOf({ stage, standIns = '{}' }: Surroundings): Pick<GatewayDeps, 'baseOf' | 'call'> {
  const origins = new Map(Object.entries(JSON.parse(standIns) as Record<string, string>));
  if (origins.size > 0 && stage !== 'local') throw new Error('LOCAL_UPSTREAMS is for the local world only');
  for (const origin of origins.values()) {
    if (new URL(origin).hostname !== loopback) throw new Error(`LOCAL_UPSTREAMS must be on ${loopback}, not ${origin}`);
  }
  const known = new Set([...origins.values()].map((origin) => new URL(origin).origin));
  const callPublic = outgoingCaller({ maxBytes: maxAnswerBytes });
  const callHere = outgoingCaller({ maxBytes: maxAnswerBytes, mayConnect: (address) => address === loopback });
  return {
    baseOf({ id, baseUrl, testBaseUrl }, environment) {
      const declared = environment === 'test' ? testBaseUrl : baseUrl;
      if (declared === undefined) return null;
      const origin = origins.get(id);
      return origin === undefined ? new URL(declared) : new URL(new URL(declared).pathname, origin);
    },
    call: (call) => (known.has(call.base.origin) ? callHere : callPublic)(call),
  };
}

const loopback = '127.0.0.1';
