import { mayReach, urlProblem } from '../../domain/webhooks/webhook.ts';

/** How a webhook's target is checked. `mayBeLocal`: it may lead to 127.0.0.1. */
export type TargetOptions = {
  readonly mayBeLocal: boolean;
  /** All addresses of a name. */
  readonly resolve: (hostname: string) => Promise<readonly { readonly address: string }[]>;
};

type Surroundings = {
  readonly stage: string;
  /** `allowed`: webhooks may lead to a receiver on 127.0.0.1. Only the local world sets it, and no template does. */
  readonly localWebhooks?: string;
};

/** Whether webhooks may lead to this machine. @throws Error where another stage than the local one allows it */
export function mayLeadHere({ stage, localWebhooks }: Surroundings): boolean {
  if (localWebhooks === undefined) return false;
  if (stage !== 'local') throw new Error('LOCAL_WEBHOOKS is for the local world only');
  return localWebhooks === 'allowed';
}

const patienceMs = 5_000;

/**
 * The fault of a webhook's address, as a phrase after its name; null: none. Its name is looked up, and every address must be public. The
 * sender checks again, since a name can lead elsewhere later.
 */
export const targetProblemOver =
  ({ mayBeLocal, resolve }: TargetOptions) =>
  async (url: string): Promise<string | null> => {
    const problem = urlProblem(url, mayBeLocal);
    if (problem !== null) return problem;
    const { hostname } = new URL(url);
    const addresses = await inTime(resolve(hostname)).catch(() => []);
    const isReached = mayReach(mayBeLocal && hostname === '127.0.0.1');
    if (addresses.length === 0) return 'must have a host name that resolves';
    return addresses.every(({ address }) => isReached(address))
      ? null
      : 'must resolve to public internet addresses only';
  };

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The host name did not resolve in time')), patienceMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
