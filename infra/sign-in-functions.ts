import type { FunctionDeclaration } from './function-declaration.ts';

/** Sign-up, sign-in, sessions and passkeys, by the name in `functions/`. */
export const signInFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  accounts: {
    routes: [
      'POST /v1/signup',
      'POST /v1/login',
      'POST /v1/session',
      'DELETE /v1/session',
      'DELETE /v1/sessions',
      'POST /v1/session/preview',
      'POST /v1/session/passkey',
      'POST /v1/session/passkey/options',
      'GET /v1/account',
      'DELETE /v1/account',
      'GET /v1/passkeys',
      'POST /v1/passkeys',
      'POST /v1/passkeys/options',
      'POST /v1/passkeys/presence',
      'DELETE /v1/passkeys/{id}',
    ],
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
      append: ['audit'],
      delete: ['link', 'session', 'passkey', 'challenge', 'operatorInvitation'],
    },
    secrets: ['together-key'],
    sendsTo: ['mail', 'leaving'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
};
