import { webhooksRoutes } from '../functions/webhooks/routes.ts';
import { sessionAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions that manage webhooks and deliver events to them, by the names in `functions/`. */
export const webhookFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  webhooks: {
    routes: webhooksRoutes,
    table: {
      read: [...sessionAccess, 'account', 'webhook', 'webhookState', 'delivery'],
      write: ['webhook', 'webhookState', 'delivery', 'throttle'],
      append: ['trailBox'],
      delete: ['webhook', 'webhookState'],
    },
    secrets: ['webhook-keys'],
    sendsTo: ['webhooks'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
};
