import { type StripeSimulatorOptions, startStripeSimulator } from '@tollgate/stripe-simulator';
import Stripe from 'stripe';
import type { Backend } from './backend.ts';

const secretKey = 'sk_test_of_the_rehearsal_0123456789';

/** Options of a simulated account. */
export type SimulatedOptions = Pick<
  StripeSimulatorOptions,
  'rulesOff' | 'settings' | 'rateLimitPerEndpoint' | 'rateLimitPerSecond' | 'restrictedKeys' | 'seed'
> & {
  /** Its time at first. */
  readonly now?: Date;
};

const sixHoursMs = 6 * 3_600_000;

/** A simulated account in this process, whose time moves only where something is waited for. */
export async function simulated(
  options: SimulatedOptions = {},
): Promise<{ readonly backend: Backend; stop(): Promise<void> }> {
  const { now: first = new Date('2026-11-05T12:00:00Z'), restrictedKeys = {}, ...rest } = options;
  let now = first;
  const simulator = await startStripeSimulator({
    clock: { now: () => now },
    secretKey,
    publishableKey: 'pk_test_of_the_rehearsal',
    seed: 1,
    restrictedKeys: Object.fromEntries(Object.entries(restrictedKeys).map(([name, may]) => [keyOf(name), may])),
    ...rest,
  });
  const backend: Backend = {
    source: 'simulator',
    secretKey,
    restrictedKeys: Object.fromEntries(Object.keys(restrictedKeys).map((name) => [name, keyOf(name)])),
    apiBase: simulator.url,
    http: Stripe.createNodeHttpClient(),
    now: () => now,
    async pause({ isDebit }) {
      if (isDebit) now = new Date(now.getTime() + sixHoursMs);
      await simulator.runDue();
      await simulator.settle();
    },
    run: 'simulated',
    signal: new AbortController().signal,
  };
  return { backend, stop: () => simulator.stop() };
}

const keyOf = (name: string) => `rk_test_${name.replaceAll('-', '_')}`;
