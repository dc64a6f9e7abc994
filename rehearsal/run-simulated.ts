import { sdkOf } from './backend.ts';
import type { Case } from './case.ts';
import { namesOfOffer, pushOffer } from './offer.ts';
import { type Outcome, runCase } from './run.ts';
import { type SimulatedOptions, simulated } from './simulated.ts';

/** Runs a case against a simulated account of its own, which holds the rehearsal's catalogue. */
export async function runSimulated(each: Case, options: SimulatedOptions = {}): Promise<Outcome> {
  const { rateLimitPerEndpoint } = each;
  const { backend, stop } = await simulated({ ...(rateLimitPerEndpoint && { rateLimitPerEndpoint }), ...options });
  try {
    const quiet = sdkOf(backend, null);
    await pushOffer(quiet, { now: backend.now() });
    return await runCase(each, { backend, offer: await namesOfOffer(quiet) });
  } finally {
    await stop();
  }
}
