import { badgesRoutes } from '../functions/badges/routes.ts';
import { credentialsRoutes } from '../functions/credentials/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for holders of badges and for readers of their pages, by the names in `functions/`. */
export const badgeFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** The memory includes a second process, which draws a picture (decision 0035). */
  badges: {
    size: { timeoutSeconds: 25, memoryMb: 1024 },
    routes: badgesRoutes,
    table: {
      read: ['session', 'access', 'badge', 'account', 'suppression', 'directory'],
      write: ['badge', 'look', 'throttle'],
      append: ['trailBox'],
      delete: ['badge'],
    },
    secrets: ['handle-key'],
    knows: ['PUBLIC_ORIGIN'],
  },
  credentials: {
    routes: credentialsRoutes,
    table: { read: ['badge', 'access', 'statusList', 'signingKey'], write: ['statusList', 'signingKey'] },
    may: ['sign credentials'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
