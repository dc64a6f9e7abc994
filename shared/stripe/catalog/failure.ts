import Stripe from 'stripe';
import { permissionIn } from '../permissions.ts';

/** One sentence for the operator whose command failed at Stripe: what is wrong and what to do. The key itself is never in it. */
export function failureSentence(error: unknown): string {
  if (error instanceof Stripe.errors.StripeAuthenticationError) {
    return `Stripe refuses the key in STRIPE_SECRET_KEY: copy it again from the API keys page of the Stripe dashboard. Nothing was changed.`;
  }
  if (error instanceof Stripe.errors.StripePermissionError) {
    const name = permissionIn(error.message);
    return `The key in STRIPE_SECRET_KEY lacks ${name ? `the permission ${name}` : 'a permission'}: give it that in the Stripe dashboard and run the command again, which goes on where it ended.`;
  }
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return 'Stripe cannot be reached: check the network and run the command again, which goes on where it ended.';
  }
  if (error instanceof Stripe.errors.StripeRateLimitError || error instanceof Stripe.errors.StripeAPIError) {
    return `Stripe answers with ${error.statusCode ?? 'a failure'}, which passes: run the command again in a moment, which goes on where it ended.`;
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && /maximum of \d+ .*webhook/.test(error.message)) {
    return 'Stripe takes at most 16 event destinations of an account and mode, webhook endpoints among them. Delete an unused one in the Stripe dashboard and run the command again: it goes on where it ended.';
  }
  return error instanceof Error ? error.message : String(error);
}

type Mode = 'test' | 'live';

/** The mode of a secret or restricted key, null for anything else. */
function modeOfKey(secretKey: string): Mode | null {
  const [, mode] = /^[sr]k_(test|live)_\w+$/.exec(secretKey) ?? [];
  return mode === 'test' || mode === 'live' ? mode : null;
}

/**
 * The mistake in the key that can be seen before Stripe is asked; null for none. `mode` null: no stage was named.
 * Without this check a live catalogue would be pushed for a stage whose webhook refuses every live event.
 */
export function keyMistake(secretKey: string | undefined, mode: Mode | null): string | null {
  if (!secretKey) return 'Set STRIPE_SECRET_KEY to the key of the Stripe account (sk_test_… or rk_test_… to try).';
  const given = modeOfKey(secretKey);
  if (given === null) {
    return 'STRIPE_SECRET_KEY is not a secret or restricted key: those begin with sk_test_, rk_test_, sk_live_ or rk_live_.';
  }
  if (mode === null || given === mode) return null;
  return `STRIPE_SECRET_KEY is a ${given} key and this stage is in ${mode} mode: use the ${mode} key, or name another stage.`;
}
