import type Stripe from 'stripe';
import type { RequestedWebhook } from './plan.ts';

/** Whether a signing secret is of a webhook endpoint or of an event destination. */
export type SecretSource = 'webhook' | 'destination';

/** Dependencies of the catalogue's changes at Stripe. */
export type ApplyDeps = {
  readonly stripe: Stripe;
  readonly webhook: RequestedWebhook | null;
  /**
   * Keeps the signing secret of a new endpoint or destination, each in a place of its own: Stripe shows it only now. Events signed with the
   * one before are still taken.
   */
  readonly keepSecret: (source: SecretSource, secret: string) => Promise<void>;
};
