import type { FunctionDeclaration } from './function-declaration.ts';

const owned = [
  'GET webhooks',
  'POST webhooks',
  'PATCH webhooks/{id}',
  'DELETE webhooks/{id}',
  'POST webhooks/{id}/rotate',
  'POST webhooks/{id}/test',
  'GET webhooks/{id}/deliveries',
  'POST webhooks/{id}/replay',
] as const;

/** The routes of an account's webhooks and of the operators'. */
const routes = owned.flatMap((route) => [route.replace(' ', ' /v1/'), route.replace(' ', ' /v1/admin/')]);

/** The functions that manage webhooks and deliver events to them, by the names in `functions/`. */
export const webhookFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  webhooks: {
    routes: routes as FunctionDeclaration['routes'],
    table: {
      read: ['session', 'operatorRole', 'account', 'webhook', 'webhookState', 'delivery'],
      write: ['webhook', 'webhookState', 'delivery', 'throttle'],
      append: ['audit'],
      delete: ['webhook', 'webhookState'],
    },
    secrets: ['webhook-keys'],
    sendsTo: ['webhooks'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
};
