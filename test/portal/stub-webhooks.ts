import type { DeliveryView, SecretWebhookView, WebhookView } from '../../shared/http/views.ts';
import { accepted, created, done, gone, listing, ok, type Route } from './stub-answers.ts';

const at = '2026-11-24T10:00:00.000Z';
const fine = { createdAt: at, status: 'working', disabledBecause: null, disabledAt: null, failingSince: null } as const;

/** Three webhooks: one works, one fails, one is disabled. */
export const someWebhooks = (): WebhookView[] => [
  {
    id: 'hook_1',
    url: 'https://hooks.example.com/tollgate',
    types: [],
    ...fine,
    answered: true,
    oldSecretUntil: null,
  },
  {
    ...{ id: 'hook_2', url: 'https://billing.example.com/in?source=parley', types: ['usage.threshold_reached'] },
    ...{ ...fine, status: 'failing', failingSince: at, answered: false, oldSecretUntil: null },
  },
  {
    ...{ id: 'hook_3', url: 'https://old.example.com/', types: ['badge.granted', 'badge.revoked'], ...fine },
    ...{ status: 'disabled', disabledBecause: 'failing', disabledAt: at, answered: false, oldSecretUntil: null },
  },
];

const tried = { attempts: 1, dueAt: null, lastAt: at, lastStatus: 204, lastError: null } as const;
const deliveries: DeliveryView[] = [
  { event: 'evt_3', type: 'usage.threshold_reached', at, state: 'delivered', ...tried },
  { event: 'evt_2', type: 'billing.payment_failed', at, ...tried, state: 'pending', attempts: 3, lastStatus: 503 },
  {
    ...{ event: 'evt_1', type: 'access.changed', at, ...tried, state: 'failed', attempts: 10 },
    ...{ lastStatus: null, lastError: 'timed_out' },
  },
];

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

function routesAt(path: string): Record<string, Route> {
  return {
    [`GET ${path}`]: ({ webhooks }) => listing(webhooks),
    [`POST ${path}`]: (world, { body }) => {
      const types = (body as unknown as Pick<WebhookView, 'types'>).types;
      const added = {
        id: `hook_${world.webhooks.length + 1}`,
        url: body.url ?? '',
        types,
        ...fine,
        answered: false,
        oldSecretUntil: null,
      };
      world.webhooks.push(added);
      return created<SecretWebhookView>({ ...added, secret });
    },
    [`PATCH ${path}/:id`]: ({ webhooks }, { body }, id) => {
      const webhook = webhooks.find((each) => each.id === id);
      if (!webhook) return gone;
      const enabled = (body as unknown as { readonly enabled: boolean }).enabled;
      Object.assign(webhook, enabled ? fine : { status: 'disabled', disabledBecause: 'owner', disabledAt: at });
      return ok(webhook);
    },
    [`DELETE ${path}/:id`]: (world, _, id) => {
      world.webhooks = world.webhooks.filter((each) => each.id !== id);
      return done;
    },
    [`POST ${path}/:id/rotate`]: ({ webhooks }, _, id) => {
      const webhook = webhooks.find((each) => each.id === id);
      return webhook ? created<SecretWebhookView>({ ...webhook, oldSecretUntil: at, secret }) : gone;
    },
    [`POST ${path}/:id/test`]: () => accepted,
    [`POST ${path}/:id/replay`]: () => accepted,
    [`GET ${path}/:id/deliveries`]: () => listing(deliveries),
  };
}

/** The routes of the account's webhooks, and of the operators'. */
export const webhookRoutes = { ...routesAt('/v1/webhooks'), ...routesAt('/v1/admin/webhooks') };
