import type { Expiry } from './billing/cards.ts';
import { reissueCard } from './billing/methods.ts';
import { runAllDue } from './core/due.ts';
import { timelineOf } from './core/timeline.ts';
import { type ReadAllocation, readsOf } from './http/reads.ts';
import { listen } from './http/server.ts';
import type { StripeSimulatorOptions } from './options.ts';
import { type FaultSettings, faultsOf } from './webhooks/faults.ts';
import { rollSecret } from './webhooks/rolled-secrets.ts';
import { webhookSender } from './webhooks/sender.ts';
import { answererOf, newSimulation } from './wiring.ts';

/** A running simulator. */
export type StripeSimulator = {
  readonly url: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Whether no webhook is on its way. */
  idle(): boolean;
  /** Resolves when no webhook is on its way; retries that wait for their time do not count. */
  settle(): Promise<void>;
  /** The earliest instant at which something happens by itself: renewal, trial end, expiry, retry. */
  nextDueAt(): Date | null;
  /** Does all that is due by the clock, earliest first, each at its own instant; then sends webhooks without waiting. */
  runDue(): Promise<void>;
  /** How much an account has read in the last 30 days of the clock, and how much it may. */
  readAllocation(): ReadAllocation;
  /** Gives a saved card a new expiry, as a card network does when the bank sends a new card. */
  reissueCard(paymentMethod: string, expiry: Expiry): void;
  /** Gives a webhook endpoint another signing secret, and answers it; the old one counts for `keptSeconds` more, a day at most. */
  rollWebhookSecret(endpoint: string, keptSeconds: number): string;
  /** Replaces all fault settings; `{}` ends them. Throws a `RangeError` that names a bad one. */
  setFaults(settings: FaultSettings): void;
  /** Closes every connection and breaks off webhooks that are on their way. */
  stop(): Promise<void>;
};

/** Starts an empty simulated Stripe account on this machine. Rejects for a port in use and for a bad option. */
export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { host = '127.0.0.1', port = 0, secretKey, publishableKey } = options;
  let faults = faultsOf({});
  const reads = readsOf(() => sim);
  const state = { sim: () => sim, faults: () => faults, reads };
  const sender = webhookSender({ ...state, deliver: options.deliver ?? fetch });
  const server = await listen({ host, port }, await answererOf(options, state));
  const sim = newSimulation(options, server.origin, sender);
  return {
    url: server.origin,
    secretKey,
    publishableKey,
    idle: sender.isIdle,
    settle: sender.settle,
    nextDueAt() {
      const next = sim.agenda.next(null);
      return next && new Date(next.at * 1000);
    },
    runDue: async () => runAllDue(sim, sim.time.clockNow()),
    readAllocation: reads.allocation,
    reissueCard(paymentMethod, expiry) {
      sim.time.on(timelineOf(sim, paymentMethod), () => reissueCard(sim, paymentMethod, expiry));
    },
    rollWebhookSecret: (endpoint, keptSeconds) => rollSecret(sim, endpoint, keptSeconds),
    setFaults(settings) {
      faults = faultsOf(settings);
    },
    async stop() {
      await server.stop();
      await sender.stop();
    },
  };
}
