import * as z from 'zod';
import { budgets } from '../../shared/domain/access/budgets.ts';
import type { Delivery } from '../../shared/domain/webhooks/delivery.ts';
import { eventIdOf, type WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { hasAnswered, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { accepted, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { deliveryView, replayedView, sentEventView } from '../../shared/http/present-webhook.ts';
import { chargeBudget } from '../../shared/services/budgets/budgets.ts';
import { type OwnedRequest, type OwnedRoute, type WebhooksDeps, webhookAudit, webhookOf } from './deps.ts';

const time = z.iso.datetime({ error: 'must be a time such as 2027-01-31T00:00:00Z' });
/** The deliveries to send again: one event, or a range of event times. */
export const DeliveryReplayBody = z.strictObject({
  event: line(100).optional(),
  from: time.optional(),
  to: time.optional(),
});
const maxReplayed = 1_000;

/**
 * POST /v1/webhooks/{id}/test: sends an event of the type `webhook.test`; whether it arrived is among the deliveries. It carries a challenge: an
 * address that answers with it has shown that it wants our posts, and may be sent more of them.
 */
export const testWebhook =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const webhook = await webhookOf(deps, request);
    refuseDisabled(webhook);
    await chargeBudget(deps, request, { budget: hasAnswered(webhook) ? budgets.answered : budgets.unanswered });
    const { owner, id: webhookId } = webhook;
    await noteSent(deps, request, { action: 'webhook.tested', detail: { webhook: webhookId } });
    const event: WebhookEvent = {
      id: eventIdOf(owner, `test:${deps.newId()}`),
      type: 'webhook.test',
      accountId: owner,
      at: deps.now().toISOString(),
      data: { webhook: webhookId, challenge: challengeOf(deps) },
    };
    await deps.webhookEvents.send({ event, to: { owner, webhookId } });
    return accepted(sentEventView(event));
  };

/** GET /v1/webhooks/{id}/deliveries: latest event first. */
export const listDeliveries =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const page = pageRequestOf(request);
    const { deliveries, cursor } = await deps.deliveries.list(await webhookOf(deps, request), page);
    return ok({ data: deliveries.map(deliveryView), cursor });
  };

/**
 * POST /v1/webhooks/{id}/replay {event} or {from, to}: sends one delivery again, or those of a half-open range of event times that did not
 * arrive.
 * They keep their ids, so a receiver that stores ids sees each event once.
 * At most 1,000 are sent, or 100 while the address has answered no challenge.
 */
export const replayDeliveries =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const { event, from, to } = bodyOf(request, DeliveryReplayBody);
    if ((event === undefined) === (from === undefined) || (from === undefined) !== (to === undefined))
      throw invalid([{ field: 'body', message: 'must have event, or from and to' }]);
    const webhook = await webhookOf(deps, request);
    refuseDisabled(webhook);
    const chosen =
      event === undefined
        ? await undelivered(deps, webhook, { from: isoOf(from), to: isoOf(to) })
        : [found(await deps.deliveries.find(webhook, event), 'This delivery')];
    await chargeBudget(deps, request, { budget: replaysOf(webhook), units: Math.max(1, chosen.length) });
    const detail = { webhook: webhook.id, deliveries: String(chosen.length) };
    if (chosen.length > 0) await noteSent(deps, request, { action: 'webhook.replayed', detail });
    for (const delivery of chosen) await deps.deliveries.replay(delivery, deps.now());
    return accepted(replayedView(chosen));
  };

/** The line comes first: what is sent to an address is noted even where the sending is interrupted. */
const noteSent = (deps: WebhooksDeps, request: OwnedRequest, what: Parameters<typeof webhookAudit>[2]) =>
  deps.audit.append(webhookAudit(deps, request, what));

type Times = { readonly from: string; readonly to: string };

async function undelivered({ deliveries }: WebhooksDeps, webhook: Webhook, times: Times): Promise<Delivery[]> {
  const chosen: Delivery[] = [];
  const most = Math.min(maxReplayed, replaysOf(webhook).perAccount);
  let cursor: string | undefined;
  do {
    const page = await deliveries.list(webhook, { ...times, limit: maxReplayed, cursor });
    chosen.push(...page.deliveries.filter(({ state }) => state !== 'delivered'));
    cursor = page.cursor;
  } while (cursor !== undefined && chosen.length < most);
  return chosen.slice(0, most);
}

const replaysOf = (webhook: Webhook) => (hasAnswered(webhook) ? budgets.answered : budgets.unansweredReplays);

const challengeOf = ({ randomBytes }: WebhooksDeps): string => Buffer.from(randomBytes(18)).toString('base64url');

const isoOf = (text: string | undefined): string => new Date(text ?? 0).toISOString();

function refuseDisabled({ disabledAt }: Webhook): void {
  if (disabledAt !== null) throw new AppError('conflict', 'This webhook is disabled. Enable it first.');
}
