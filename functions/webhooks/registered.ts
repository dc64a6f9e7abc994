import * as z from 'zod';
import { eventTypes } from '../../shared/domain/webhooks/event-types.ts';
import { maxWebhooks, operators, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, oneOf, wholeNumber } from '../../shared/http/fields.ts';
import { webhookView } from '../../shared/http/present-webhook.ts';
import { type OwnedRequest, type OwnedRoute, type WebhooksDeps, webhookAudit, webhookOf } from './deps.ts';
import { newSecret } from './secrets.ts';

const url = line('webAddress');
const types = z.array(oneOf(eventTypes)).max(eventTypes.length, { error: 'must name each type once' });
/** The body of a new webhook. */
export const NewWebhookBody = z.strictObject({ url, types: types.default([]) });
/** The details of a webhook to change. */
export const WebhookChangeBody = z.strictObject({
  url: url.optional(),
  types: types.optional(),
  enabled: z.boolean({ error: 'must be true or false' }).optional(),
});
const maxOverlapSeconds = 7 * 86_400;
/** How long the secret before the new one also signs. */
export const SecretRotationBody = z.strictObject({ overlapSeconds: wholeNumber(0, maxOverlapSeconds) });

/** GET /v1/webhooks: oldest first. Operators see no more than the host of an organization's address, whose path may be a secret. */
export const listWebhooks =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const { owner, operator } = request;
    const all = await deps.webhooks.listOf(owner);
    const sorted = all.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    const views = sorted.map((each) => webhookView(each, deps.now()));
    const isOthers = operator !== undefined && owner !== operators;
    return ok({ data: isOthers ? views.map((each) => ({ ...each, url: `${new URL(each.url).origin}/…` })) : views });
  };

/** POST /v1/webhooks {url, types?}: the secret is in this answer only. Without types it hears of all. */
export const addWebhook =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const input = bodyOf(request, NewWebhookBody);
    await refuseTarget(deps, input.url);
    const { owner } = request;
    const id = deps.newId();
    const { secret, stored } = await newSecret(deps, { owner, id });
    const at = deps.now().toISOString();
    const webhook: Webhook = {
      ...{ id, owner, ...input, secrets: [stored], createdAt: at, version: 1 },
      ...{ disabledAt: null, disabledBecause: null, failingSince: null },
    };
    const audit = webhookAudit(deps, request, { action: 'webhook.added', detail: { webhook: id, url: input.url } });
    if (!(await deps.webhooks.insert(webhook, { most: maxWebhooks, audit })))
      throw new AppError('conflict', `You already have ${maxWebhooks} webhooks. Remove one that you don’t use.`);
    return created({ ...webhookView(webhook, deps.now()), secret });
  };

/** PATCH /v1/webhooks/{id} {url?, types?, enabled?}. Enabled again it starts with what happens from then on. */
export const changeWebhook =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const { enabled, ...change } = bodyOf(request, WebhookChangeBody);
    if (enabled === undefined && Object.keys(change).length === 0)
      throw invalid([{ field: 'body', message: 'must have url, types or enabled' }]);
    if (change.url !== undefined) await refuseTarget(deps, change.url);
    const webhook = await webhookOf(deps, request);
    const next = { ...webhook, ...change, ...switched(webhook, enabled, deps.now()), version: webhook.version + 1 };
    await replace(deps, request, { webhook, next, action: 'webhook.changed' });
    return ok(webhookView(next, deps.now()));
  };

/** DELETE /v1/webhooks/{id}: what is on its way to it is not tried again; 204. */
export const removeWebhook =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const { owner, id } = await webhookOf(deps, request);
    await deps.webhooks.remove(
      owner,
      id,
      webhookAudit(deps, request, { action: 'webhook.removed', detail: { webhook: id } }),
    );
    return noContent();
  };

/** POST /v1/webhooks/{id}/rotate {overlapSeconds}: a new secret; the old one signs beside it for so long. */
export const rotateSecret =
  (deps: WebhooksDeps): OwnedRoute =>
  async (request) => {
    const { overlapSeconds } = bodyOf(request, SecretRotationBody);
    const webhook = await webhookOf(deps, request);
    const { secret, stored } = await newSecret(deps, webhook);
    const until = new Date(deps.now().getTime() + overlapSeconds * 1000).toISOString();
    const [newest] = webhook.secrets;
    const old = newest && overlapSeconds > 0 ? [{ sealed: newest.sealed, until }] : [];
    const next = { ...webhook, secrets: [stored, ...old], version: webhook.version + 1 };
    await replace(deps, request, { webhook, next, action: 'webhook.rotated' });
    return created({ ...webhookView(next, deps.now()), secret });
  };

async function refuseTarget({ targetProblem }: WebhooksDeps, target: string): Promise<void> {
  const message = await targetProblem(target);
  if (message !== null) throw invalid([{ field: 'url', message }]);
}

function switched({ disabledAt }: Webhook, enabled: boolean | undefined, now: Date): Partial<Webhook> {
  if (enabled === true) return { disabledAt: null, disabledBecause: null, failingSince: null };
  if (enabled === false && disabledAt === null) return { disabledAt: now.toISOString(), disabledBecause: 'owner' };
  return {};
}

type Replacement = { readonly webhook: Webhook; readonly next: Webhook; readonly action: string };

async function replace(
  deps: WebhooksDeps,
  request: OwnedRequest,
  { webhook, next, action }: Replacement,
): Promise<void> {
  const audit = webhookAudit(deps, request, { action, detail: { webhook: next.id, url: next.url } });
  if (!(await deps.webhooks.replace(webhook, next, audit)))
    throw new AppError('conflict', 'This webhook changed at the same time. Reload it, then try again.');
}
