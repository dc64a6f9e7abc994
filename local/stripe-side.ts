import { randomBytes } from 'node:crypto';
import { startStripeSimulator } from '@tollgate/stripe-simulator';
import type { LocalClock } from './clock.ts';
import type { Faults } from './contract.ts';
import { isFree } from './host/front.ts';
import { startStripeForwarder } from './stripe-forwarder.ts';
import type { Timeline } from './time-machine.ts';

/** The Stripe of a world: the simulator or a real account. */
export type StripeSide = {
  readonly apiBase: string;
  readonly secretKey: string;
  readonly publishableKey: string | null;
  readonly isSimulated: boolean;
  readonly timeline: Timeline;
  /** Whether nothing is on its way from Stripe to the webhook. */
  idle(): boolean;
  readonly setFaults: ((faults: Faults) => void) | undefined;
  /** Starts sending events to the webhook if Stripe itself cannot reach this machine. */
  startForwarding(webhook: { url: string; secret: string }): void;
  stop(): Promise<void>;
};

/** The address of Stripe's API. */
export const stripeApi = 'https://api.stripe.com';

const random = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;

/** Starts the simulator on `port` if that is free, else on any other port. */
export async function simulatedStripe(port: number, clock: LocalClock): Promise<StripeSide> {
  const keys = { secretKey: random('sk_test_'), publishableKey: random('pk_test_') };
  const simulator = await startStripeSimulator({
    port: (await isFree(port)) ? port : 0,
    host: '127.0.0.1',
    clock,
    ...keys,
  });
  return {
    ...keys,
    apiBase: simulator.url,
    isSimulated: true,
    timeline: simulator,
    idle: simulator.idle,
    setFaults: simulator.setFaults,
    startForwarding: () => {},
    stop: async () => simulator.stop(),
  };
}

/** A real account in Stripe's test mode; tests set `apiBase`. Throws one sentence for a key that is not a test key. */
export function realStripe(secretKey: string, clock: LocalClock, apiBase = stripeApi): StripeSide {
  if (!/^(sk|rk)_test_/.test(secretKey))
    throw new Error(
      'STRIPE_SECRET_KEY must be a test key (sk_test_… or rk_test_…): the local world never touches live money.',
    );
  let forwarder: { stop(): void; idle(): boolean } | undefined;
  return {
    secretKey,
    publishableKey: process.env.STRIPE_PUBLISHABLE_KEY ?? null,
    apiBase,
    isSimulated: false,
    timeline: { nextDueAt: () => null, runDue: async () => {} },
    idle: () => forwarder?.idle() ?? true,
    setFaults: undefined,
    startForwarding(webhook) {
      forwarder = startStripeForwarder({ secretKey, apiBase, webhook, clock });
    },
    stop: async () => forwarder?.stop(),
  };
}
