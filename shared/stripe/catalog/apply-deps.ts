import type Stripe from 'stripe';
import type { RequestedWebhook } from './plan.ts';

export type SecretSource = 'webhook' | 'destination';

export type ApplyDeps = {
  readonly stripe: Stripe;
  readonly webhook: RequestedWebhook | null;
  /**
   * Keeps the signing secret of a new endpoint or destination, each in a place of its own: Stripe shows it only now. Events signed with the
   * one before are still taken.
   */
  readonly keepSecret: (source: SecretSource, secret: string) => Promise<void>;
};
