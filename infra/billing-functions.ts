import { billingAuthority } from '../functions/billing/authority.ts';
import { billingRoutes } from '../functions/billing/routes.ts';
import { topUpAuthority } from '../functions/top-up/authority.ts';
import { sessionAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { syncAccess } from './jobs.ts';

/** The functions for purchases, by the names in `functions/`. */
export const billingFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  billing: {
    work: billingAuthority,
    size: { timeoutSeconds: 25 },
    routes: billingRoutes,
    table: {
      read: [
        ...syncAccess.read,
        'licence',
        'appLimits',
        'signer',
        ...sessionAccess,
        'account',
        'changes',
        'checkout',
        'fingerprint',
        'usage',
        'overage',
        'badge',
        'affiliate',
        'trail',
        'trailName',
        'audit',
        'keyList',
        'app',
        'useCase',
        'webhook',
        'webhookState',
        'suppression',
        'contest',
        'hold',
      ],
      write: [
        ...syncAccess.write,
        'overage',
        'spendCap',
        'seat',
        'account',
        'customer',
        'checkout',
        'contest',
        'throttle',
      ],
      append: [...syncAccess.append, 'factBox'],
      delete: ['customer'],
      lists: ['CONTEST'],
    },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'webhooks', 'topUp'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  'top-up': {
    work: topUpAuthority,
    size: { timeoutSeconds: 30 },
    consumes: { inbox: 'topUp', batchSize: 1 },
    table: { read: [...syncAccess.read, 'account'], write: syncAccess.write, append: ['trailBox'] },
    secrets: ['stripe-secret-key'],
    sendsTo: ['mail', 'webhooks'],
  },
};
