import { badgePagesRoutes } from '../functions/badge-pages/routes.ts';
import { badgesRoutes } from '../functions/badges/routes.ts';
import { credentialsRoutes } from '../functions/credentials/routes.ts';
import { holderAccess, sessionAccess, shownBadges, shownPictures } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for holders of badges and for readers of their pages, by the names in `functions/`. */
export const badgeFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** The memory includes a second process, which draws a picture (decision 0035). */
  badges: {
    size: { timeoutSeconds: 25, memoryMb: 1024 },
    routes: badgesRoutes,
    table: {
      read: [...sessionAccess, ...holderAccess, 'badge', 'account', 'suppression'],
      write: ['badge', 'look', 'throttle'],
      append: ['trailBox'],
      delete: ['badge'],
    },
    secrets: ['handle-key'],
    knows: ['PUBLIC_ORIGIN'],
  },
  /** Pages for everybody: no session, no secret, nothing that is written, and of badges what the public sees (decision 0091). */
  'badge-pages': {
    size: { memoryMb: 1024 },
    routes: badgePagesRoutes,
    table: { read: ['directory'], parts: shownPictures },
    knows: ['PUBLIC_ORIGIN'],
  },
  credentials: {
    routes: credentialsRoutes,
    table: {
      read: ['statusList', 'signingKey', 'seal', 'sealTimestamp', 'certificate', 'evidenceKey'],
      write: ['statusList', 'signingKey'],
      parts: shownBadges,
    },
    may: ['sign credentials', 'read ledger keys', 'read receipt keys'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
