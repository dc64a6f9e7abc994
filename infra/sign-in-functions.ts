import { accountsRoutes } from '../functions/accounts/routes.ts';
import { membersRoutes } from '../functions/members/routes.ts';
import { paidAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** Sign-up, sign-in, sessions and passkeys, by the name in `functions/`. */
export const signInFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  accounts: {
    routes: accountsRoutes,
    table: {
      read: [
        'account',
        'email',
        'person',
        'member',
        'membership',
        'invitation',
        'link',
        'session',
        'buyerView',
        'passkey',
        'operatorInvitation',
        'operatorRole',
        'billing',
        ...paidAccess,
        'suppression',
        'together',
        'hold',
      ],
      write: ['account', 'member', 'membership', 'session', 'passkey', 'challenge', 'throttle', 'together'],
      append: ['email', 'person', 'trailBox', 'find'],
      delete: ['member', 'membership', 'link', 'session', 'passkey', 'challenge', 'operatorInvitation'],
    },
    secrets: ['together-key'],
    sendsTo: ['mail', 'leaving'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  /** It alone invites and gives roles; `accounts` and `leaving` besides make an organization's first owner and end memberships. */
  members: {
    routes: membersRoutes,
    table: {
      read: [
        'session',
        'buyerView',
        'operatorRole',
        'account',
        'person',
        'member',
        'membership',
        'invitation',
        'domain',
      ],
      write: ['account', 'member', 'membership', 'invitation', 'throttle'],
      append: ['person', 'trailBox', 'find'],
      delete: ['member', 'membership', 'invitation', 'find'],
    },
    sendsTo: ['mail', 'leaving'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
