import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import type { Route } from '../../shared/http/route.ts';
import { type HttpDeps, httpFunction } from '../../shared/http/stacks.ts';
import type { ReceivedView } from '../../shared/http/views.ts';
import type { StripeQueue } from '../../shared/queues.ts';
import { type SignedBody, verifiedMessage } from '../../shared/stripe/webhook.ts';
import { stripeWebhookRoutes } from './routes.ts';
import type { WebhookSecrets } from './secrets.ts';

/** Dependencies of Stripe's webhook. */
export type StripeWebhookDeps = HttpDeps & {
  readonly queue: StripeQueue;
  readonly webhookSecrets: WebhookSecrets;
  readonly mode: 'test' | 'live';
  readonly now: () => Date;
};

/** Stripe's largest events are far below; the queue takes 256 KB. */
const maxBytes = 256 * 1024;

/** Verifies, puts into the queue, answers 200 once it is durable there. */
export const stripeWebhook = (deps: StripeWebhookDeps) =>
  httpFunction(deps, stripeWebhookRoutes, { 'POST /webhooks/stripe': receive(deps) });

/** POST /webhooks/stripe */
const receive =
  ({ queue, mode, ...deps }: StripeWebhookDeps): Route =>
  async ({ body, headers }) => {
    if (body.byteLength > maxBytes) throw new AppError('too_large', `A webhook may have at most ${maxBytes} bytes.`);
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      throw new AppError('unsupported_media_type', 'Stripe sends application/json.');
    }
    const message = await verified(deps, { body, signature: headers['stripe-signature'] ?? '' });
    if (message.livemode !== (mode === 'live')) {
      throw new AppError('invalid_request', `This endpoint accepts events of Stripe's ${mode} mode only.`);
    }
    await queue.send(message, message.id);
    return ok({ received: true } satisfies ReceivedView);
  };

type Verifying = Pick<StripeWebhookDeps, 'webhookSecrets' | 'now'>;

/** A signature that fits no secret may be by one that was added since: they are read again before it is refused. */
async function verified({ webhookSecrets, now }: Verifying, signed: SignedBody): Promise<StripeMessage> {
  try {
    return verifiedMessage(signed, await webhookSecrets.current(), now());
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_signature')) throw error;
    const renewed = await webhookSecrets.renewed();
    if (!renewed) throw error;
    return verifiedMessage(signed, renewed, now());
  }
}
