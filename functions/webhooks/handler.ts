import { httpFunction } from '../../shared/http/stacks.ts';
import { listDeliveries, replayDeliveries, testWebhook } from './deliveries.ts';
import { type OwnedRoute, ofAccount, ofAnybody, ofOperators, type WebhooksDeps } from './deps.ts';
import { addWebhook, changeWebhook, listWebhooks, removeWebhook, rotateSecret } from './registered.ts';
import { webhooksRoutes } from './routes.ts';

/** Webhooks and what was sent to them: each account's own, and below `/v1/admin` the operators', which hear of every account. */
export const webhooks = (deps: WebhooksDeps) =>
  httpFunction(deps, webhooksRoutes, {
    ...under('/v1/', deps, ofAccount),
    ...under('/v1/admin/', deps, ofOperators),
    'GET /v1/admin/webhooks': ofAnybody(listWebhooks(deps)),
    'GET /v1/admin/webhooks/{id}/deliveries': ofAnybody(listDeliveries(deps)),
  });

type Path = '/v1/' | '/v1/admin/';

/** The routes below one path, for the webhooks of one kind of owner. */
function under<P extends Path, R>(path: P, deps: WebhooksDeps, owned: (route: OwnedRoute) => R) {
  const routes = {
    'GET webhooks': listWebhooks(deps),
    'POST webhooks': addWebhook(deps),
    'PATCH webhooks/{id}': changeWebhook(deps),
    'DELETE webhooks/{id}': removeWebhook(deps),
    'POST webhooks/{id}/rotate': rotateSecret(deps),
    'POST webhooks/{id}/test': testWebhook(deps),
    'GET webhooks/{id}/deliveries': listDeliveries(deps),
    'POST webhooks/{id}/replay': replayDeliveries(deps),
  };
  type Under<Route> = Route extends `${infer Method} ${infer Rest}` ? `${Method} ${P}${Rest}` : never;
  return Object.fromEntries(
    Object.entries<OwnedRoute>(routes).map(([key, route]) => [key.replace(' ', ` ${path}`), owned(route)]),
  ) as Record<Under<keyof typeof routes>, R>;
}
