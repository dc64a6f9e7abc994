import { operatorsWho } from '../../shared/domain/accounts/operator.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { listDeliveries, replayDeliveries, testWebhook } from './deliveries.ts';
import { asAccount, asOperators, type OwnedRoute, type WebhooksDeps } from './deps.ts';
import { addWebhook, changeWebhook, listWebhooks, removeWebhook, rotateSecret } from './registered.ts';

/** Webhooks and what was sent to them: each account's own, and below `/v1/admin` the operators', which hear of every account. */
export const webhooks = (deps: WebhooksDeps) => {
  const routes: Readonly<Record<string, OwnedRoute>> = {
    'GET webhooks': listWebhooks(deps),
    'POST webhooks': addWebhook(deps),
    'PATCH webhooks/{id}': changeWebhook(deps),
    'DELETE webhooks/{id}': removeWebhook(deps),
    'POST webhooks/{id}/rotate': rotateSecret(deps),
    'POST webhooks/{id}/test': testWebhook(deps),
    'GET webhooks/{id}/deliveries': listDeliveries(deps),
    'POST webhooks/{id}/replay': replayDeliveries(deps),
  };
  return httpFunction(
    deps,
    Object.fromEntries(
      Object.entries(routes).flatMap(([key, route]) => {
        const [method, path] = key.split(' ');
        return [
          [`${method} /v1/${path}`, asAccount(deps, route)],
          [
            `${method} /v1/admin/${path}`,
            asOperators(deps, method === 'GET' ? operatorsWho.read : operatorsWho.own, route),
          ],
        ];
      }),
    ),
  );
};
