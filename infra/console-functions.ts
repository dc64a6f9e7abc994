import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for operators, by the names in `functions/`. */
export const consoleFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  admin: {
    routes: [
      'GET /v1/admin/accounts',
      'GET /v1/admin/accounts/{id}/together',
      'POST /v1/admin/accounts/{id}/suspend',
      'POST /v1/admin/accounts/{id}/restore',
      'POST /v1/admin/accounts/{id}/release-units',
      'GET /v1/admin/drift',
      'GET /v1/admin/events',
      'POST /v1/admin/events/replay',
      'POST /v1/admin/events/{id}/replay',
      'GET /v1/admin/audit',
      'GET /v1/admin/suppressions',
      'POST /v1/admin/suppressions/release',
      'GET /v1/admin/badges',
      'GET /v1/admin/badges/{handle}/picture',
      'POST /v1/admin/badges/{handle}/{decision}',
    ],
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
      write: ['suspension', 'changes', 'badge', 'suppression', 'counter', 'look'],
      append: ['audit'],
      lists: ['ACCOUNT', 'EVENT', 'BADGE', 'SUPPRESSION'],
    },
    sendsTo: ['stripe', 'mail'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  unrouted: {
    routes: ['$default'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
