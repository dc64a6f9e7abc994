import { AppError } from '../shared/errors.ts';
import { ok } from '../shared/http/answer.ts';
import { type HttpDeps, httpFunction, type Route } from '../shared/http/stacks.ts';
import type { StripeQueue } from '../shared/queues.ts';
import { verifiedMessage } from '../shared/stripe/webhook.ts';

export type StripeWebhookDeps = HttpDeps & {
  readonly queue: StripeQueue;
  /** Several during a rollover. */
  readonly webhookSecrets: readonly string[];
  readonly mode: 'test' | 'live';
  readonly now: () => Date;
};

/** Stripe's largest events are far below; the queue takes 256 KB. */
const maxBytes = 256 * 1024;

/** Verifies, puts into the queue, answers 200 once it is durable there. */
export const stripeWebhook = (deps: StripeWebhookDeps) =>
  httpFunction(deps, { 'POST /webhooks/stripe': receive(deps) });

/** POST /webhooks/stripe */
const receive =
  ({ queue, webhookSecrets, mode, now }: StripeWebhookDeps): Route =>
  async ({ body, headers }) => {
    if (body.byteLength > maxBytes) throw new AppError('too_large', `A webhook may have at most ${maxBytes} bytes.`);
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      throw new AppError('unsupported_media_type', 'Stripe sends application/json.');
    }
    const message = verifiedMessage({ body, signature: headers['stripe-signature'] ?? '' }, webhookSecrets, now());
    if (message.livemode !== (mode === 'live')) {
      throw new AppError('invalid_request', `This deployment takes events of Stripe's ${mode} mode only.`);
    }
    await queue.send(message, message.id);
    return ok({ received: true });
  };
