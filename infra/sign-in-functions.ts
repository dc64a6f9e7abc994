import { accountsRoutes } from '../functions/accounts/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** Sign-up, sign-in, sessions and passkeys, by the name in `functions/`. */
export const signInFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  accounts: {
    routes: accountsRoutes,
    table: {
      read: [
        'account',
        'email',
        'link',
        'session',
        'passkey',
        'operatorInvitation',
        'operatorRole',
        'billing',
        'access',
        'suppression',
        'together',
      ],
      write: ['account', 'email', 'session', 'passkey', 'challenge', 'throttle', 'together'],
      append: ['trailBox'],
      delete: ['link', 'session', 'passkey', 'challenge', 'operatorInvitation'],
    },
    secrets: ['together-key'],
    sendsTo: ['mail', 'leaving'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
};
