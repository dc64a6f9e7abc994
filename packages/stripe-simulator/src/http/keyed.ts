import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { type HttpRequest, headerOf } from './exchange.ts';
import type { Idempotency, StoredAnswer } from './idempotency.ts';

type Executed = { readonly answer: StoredAnswer; readonly hasBegun: boolean };
type Keyed = { readonly sim: Simulation; readonly idempotency: Idempotency };

const longestKey = 255;

/** Runs a request once for its idempotency key, and repeats its first answer. Throws where Stripe refuses the key. */
export function onceForKey({ sim, idempotency }: Keyed, request: HttpRequest, run: () => Executed): StoredAnswer {
  const { rules } = sim;
  const given = headerOf(request, 'idempotency-key');
  const key = request.method === 'POST' || !rules.isOn('Y5') ? given : undefined;
  if (!key || request.method === 'GET') return run().answer;
  if (rules.isOn('Y1') && key.length > longestKey)
    throw invalidRequest(`Idempotency-Key is too long (${key.length} characters). It may have at most ${longestKey}.`);
  const now = sim.time.clockNow();
  const fingerprint = rules.isOn('Y3') ? `${request.path}\n${request.body}` : key;
  const first = idempotency.find(key, fingerprint, now);
  if (first) return first;
  const { answer, hasBegun } = run();
  const isKept = (hasBegun || !rules.isOn('Y4')) && (answer.status < 400 || rules.isOn('Y2'));
  if (isKept) idempotency.keep(key, { fingerprint, answer, now });
  return answer;
}
