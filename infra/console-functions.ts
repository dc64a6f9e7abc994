import { adminRoutes } from '../functions/admin/routes.ts';
import { trailPagesRoutes } from '../functions/trail-pages/routes.ts';
import { paidAccess, sessionAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for operators, by the names in `functions/`. */
export const consoleFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  admin: {
    routes: adminRoutes,
    restOf: '/v1/admin',
    table: {
      read: [
        ...sessionAccess,
        'account',
        'email',
        'billing',
        ...paidAccess,
        'licence',
        'event',
        'drift',
        'badge',
        'useCase',
        'suppression',
        'counter',
        'usage',
        'changes',
        'together',
        'hold',
        'customer',
        'revenue',
        'pulse',
        'keyList',
        'find',
        'member',
        'person',
        'app',
        'domain',
        'operatorInvitation',
      ],
      write: [
        'buyerView',
        'hold',
        'suspension',
        'changes',
        'badge',
        'useCase',
        'appLimits',
        'suppression',
        'counter',
        'look',
        'key',
        'keyList',
        'throttle',
      ],
      append: ['trailBox', 'factBox'],
      delete: ['buyerView'],
      lists: [
        'ACCOUNT',
        'EVENT',
        'BADGE',
        'SUPPRESSION',
        'USECASE',
        'CONTEST',
        'FAILING',
        'MONTHLY',
        'STUCK',
        'WEBHOOK',
        'SUSPENDED',
      ],
    },
    sendsTo: ['stripe', 'mail', 'webhooks', 'leaving'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  /** Shows trails, an organization's own and all to operators. It writes no lines, so it may read those that are not chained yet. */
  'trail-pages': {
    routes: trailPagesRoutes,
    table: {
      read: [...sessionAccess, 'trailBox', 'trail', 'trailName', 'audit', 'refusal', 'mailLog', 'leaf'],
      write: ['throttle'],
    },
    may: ['read entries'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  unrouted: {
    routes: '$default',
    knows: ['PUBLIC_ORIGIN'],
  },
};
