import { accountMap } from '../core/account-map.ts';
import { noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

type Old = { readonly secret: string; readonly until: number };
const rolled = accountMap<Old>();
const longestSeconds = 24 * 3600;

/**
 * Gives a webhook endpoint another signing secret and answers it, as "Roll secret" of the dashboard does. The old one signs beside it for
 * `keptSeconds`, a day at most. https://docs.stripe.com/webhooks
 */
export function rollSecret(sim: Simulation, id: string, keptSeconds: number): string {
  const endpoint = sim.store.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch('webhook endpoint', id, 'id');
  const until = sim.time.clockNow() + Math.min(keptSeconds, longestSeconds);
  rolled(sim).set(id, { secret: endpoint.secret ?? '', until });
  const secret = sim.newId('whsec', 32);
  sim.store.webhookEndpoints.patch(id, { secret });
  return secret;
}

/** Secrets of an endpoint beside its newest that still count. */
export function oldSecretsOf(sim: Simulation, id: string): string[] {
  const old = rolled(sim).get(id);
  return old && old.until > sim.time.clockNow() && sim.rules.isOn('E10') ? [old.secret] : [];
}
