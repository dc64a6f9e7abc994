import { adminRoutes } from '../functions/admin/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for operators, by the names in `functions/`. */
export const consoleFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  admin: {
    routes: adminRoutes,
    table: {
      read: [
        'session',
        'operatorRole',
        'account',
        'email',
        'billing',
        'access',
        'event',
        'drift',
        'badge',
        'suppression',
        'counter',
        'changes',
        'audit',
        'together',
      ],
      write: ['suspension', 'changes', 'badge', 'suppression', 'counter', 'look', 'throttle'],
      append: ['audit'],
      lists: ['ACCOUNT', 'EVENT', 'BADGE', 'SUPPRESSION'],
    },
    sendsTo: ['stripe', 'mail'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  unrouted: {
    routes: '$default',
    knows: ['PUBLIC_ORIGIN'],
  },
};
