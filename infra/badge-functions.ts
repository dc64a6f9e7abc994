import { holderAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { page } from './page-routes.ts';

/** The functions for holders of badges and for readers of their pages, by the names in `functions/`. */
export const badgeFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** The memory includes a second process, which draws a picture (decision 0035). */
  badges: {
    size: { timeoutSeconds: 25, memoryMb: 1024 },
    routes: [
      'GET /v1/badges',
      'POST /v1/badges',
      'PATCH /v1/badges/{handle}',
      'POST /v1/badges/{handle}/appeal',
      'GET /v1/badges/{handle}/picture',
      ...page('/badges'),
      ...page('/badges/check'),
      ...page('/badges/{handle}'),
      ...page('/badges/{handle}/picture'),
      ...page('/oembed'),
    ],
    table: {
      read: ['session', ...holderAccess, 'badge', 'account', 'suppression', 'directory'],
      write: ['badge', 'look', 'throttle'],
      append: ['audit'],
      delete: ['badge'],
    },
    secrets: ['handle-key'],
    knows: ['PUBLIC_ORIGIN'],
  },
  credentials: {
    routes: [
      ...page('/badges/{handle}/credential'),
      ...page('/badges/{handle}/credential.svg'),
      ...page('/badges/{handle}/credential.png'),
      'POST /badges/check',
      ...page('/badges/refresh'),
      'POST /badges/refresh',
      ...page('/badges/keys/{kid}'),
      ...page('/badges/status/{purpose}/{list}'),
      ...page('/.well-known/jwks.json'),
      ...page('/.well-known/did.json'),
    ],
    table: { read: ['badge', ...holderAccess, 'statusList', 'signingKey'], write: ['statusList', 'signingKey'] },
    may: ['sign credentials'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
