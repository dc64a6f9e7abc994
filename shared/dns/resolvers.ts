import type { ResolverOptions } from './node-resolver.ts';

type Surroundings = {
  readonly stage: string;
  /** `127.0.0.1:PORT` of what stands in for the internet's resolvers. The local world alone sets it, and no template. */
  readonly standIn?: string;
  /** The resolvers of the operator's settings. */
  readonly resolvers?: readonly string[];
};

/** Which resolvers are asked. @throws Error where there is a stand-in in another stage, or one that is not on 127.0.0.1 */
export function resolversOf({ stage, standIn, resolvers }: Surroundings): ResolverOptions {
  if (standIn === undefined) return resolvers ? { servers: resolvers } : {};
  if (stage !== 'local') throw new Error('LOCAL_DNS is for the local world only');
  if (!/^127\.0\.0\.1:\d+$/.test(standIn)) throw new Error(`LOCAL_DNS must be on 127.0.0.1, not ${standIn}`);
  return { servers: [standIn] };
}
