import { webhooksRoutes } from '../functions/webhooks/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions that manage webhooks and deliver events to them, by the names in `functions/`. */
export const webhookFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  webhooks: {
    routes: webhooksRoutes,
    table: {
      read: ['session', 'buyerView', 'operatorRole', 'membership', 'account', 'webhook', 'webhookState', 'delivery'],
      write: ['webhook', 'webhookState', 'delivery', 'throttle'],
      append: ['trailBox'],
      delete: ['webhook', 'webhookState'],
    },
    secrets: ['webhook-keys'],
    sendsTo: ['webhooks'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
};
