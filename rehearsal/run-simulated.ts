import Stripe from 'stripe';
import { sdkOf } from './backend.ts';
import type { Case } from './case.ts';
import { permissionsByKey } from './cases/keys.ts';
import { namesOfOffer, pushOffer } from './offer.ts';
import { type Outcome, runCase } from './run.ts';
import { type SimulatedOptions, simulated } from './simulated.ts';

/** A client in front of another one, whose answers it may change. */
type Alter = (client: Stripe.HttpClient) => Stripe.HttpClient;

/**
 * Runs a case against a simulated account of its own, which holds the rehearsal's catalogue. `alter` changes the answers to the case, for
 * tests of what it finds.
 */
export async function runSimulated(
  each: Case,
  { alter = (client) => client, ...options }: SimulatedOptions & { readonly alter?: Alter } = {},
): Promise<Outcome> {
  const { rateLimitPerEndpoint } = each;
  const { backend, stop } = await simulated({
    restrictedKeys: permissionsByKey,
    ...(rateLimitPerEndpoint && { rateLimitPerEndpoint, rateLimitPerSecond: 1_000 }),
    ...options,
  });
  try {
    const quiet = sdkOf(backend, null);
    await pushOffer(quiet, { now: backend.now() });
    const altered = { ...backend, http: alter(Stripe.createNodeHttpClient()) };
    return await runCase(each, { backend: altered, offer: await namesOfOffer(quiet) });
  } finally {
    await stop();
  }
}
