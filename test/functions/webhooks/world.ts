/** An app whose webhooks somebody receives, at times of the test's own. */
import type { WebhookEvent } from '../../../shared/domain/webhooks/event.ts';
import { signatureHeaders } from '../../../shared/domain/webhooks/signature.ts';
import type { DeliveryView, Listing, SecretWebhookView, WebhookView } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import { type AppOptions, assemble } from '../../support/app.ts';
import { type Person, signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';
import { keptReceivers, type Received } from '../../support/app-webhook-receivers.ts';

export const url = 'https://hooks.example/in';

/** A buyer and an operator; `table` may be one that fails. */
export async function webhookWorld(options: Partial<AppOptions> & { readonly table?: Table } = {}) {
  let now = start;
  const receivers = keptReceivers();
  const clock = () => now;
  const app = assemble({
    table: memoryTable({ now: clock }),
    stripe: {} as StripeGateway,
    now: clock,
    receivers,
    ...options,
  });
  const buyer = await signUp(app, 'ada@buyer.example');
  const operator = await signUp(app, 'operator@example.com');
  const accountId = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
  const eventNow = (event: Partial<WebhookEvent> = {}): WebhookEvent => ({
    ...{ id: 'evt_1', type: 'billing.payment_failed', accountId, at: now.toISOString(), data: { name: 'Basic' } },
    ...event,
  });
  return {
    app,
    buyer,
    operator,
    accountId,
    ...receivers,
    now: clock,
    eventNow,
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    /** Queues an event, as whatever finds it does, and lets the sender have it. */
    async happens(event: Partial<WebhookEvent> = {}) {
      const whole = eventNow(event);
      await app.deps.webhookEvents.send({ event: whole });
      await app.drain();
      return whole;
    },
  };
}

export async function addWebhook(person: Person, body: object = {}, path = '/v1/webhooks'): Promise<SecretWebhookView> {
  const reply = await person.send<SecretWebhookView>('POST', path, {
    url,
    ...(path.includes('/admin/') && { reason: 'we listen' }),
    ...body,
  });
  if (reply.status !== 201) throw new Error(`Adding a webhook answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

export const webhooksOf = async (person: Person, path = '/v1/webhooks'): Promise<WebhookView[]> =>
  (await person.get<Listing<WebhookView>>(path)).body.data;

export const deliveriesOf = async (person: Person, id: string, path = '/v1/webhooks'): Promise<DeliveryView[]> =>
  (await person.get<Listing<DeliveryView>>(`${path}/${id}/deliveries`)).body.data;

/** Which of the secrets signed what was received. */
export function signersOf({ headers, body }: Received, secrets: readonly string[]): string[] {
  const id = headers['webhook-id'] ?? '';
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const signatures = (headers['webhook-signature'] ?? '').split(' ');
  return secrets.filter((secret) =>
    signatures.includes(signatureHeaders({ id, at, body, secrets: [secret] })['webhook-signature'] ?? ''),
  );
}
