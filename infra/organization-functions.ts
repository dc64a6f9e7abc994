import { affiliatesAuthority } from '../functions/affiliates/authority.ts';
import { affiliatesRoutes } from '../functions/affiliates/routes.ts';
import { domainsRoutes } from '../functions/domains/routes.ts';
import { holderAccess, sessionAccess } from './access-kinds.ts';
import { evidenceFunctions } from './evidence-functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The check of a domain's proof, by its owner or by the job. */
export const domainProofAccess = {
  read: ['account', 'badge', 'domain', 'together'],
  write: ['badge', 'domain', 'look', 'together'],
  append: ['trailBox'],
} as const;

/** The functions for organizations, their evidence packs, domain proofs and affiliates, by the names in `functions/`. */
export const organizationFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  ...evidenceFunctions,
  affiliates: {
    work: affiliatesAuthority,
    routes: affiliatesRoutes,
    table: {
      read: [...sessionAccess, 'account', ...holderAccess, 'badge', 'affiliate', 'suppression'],
      write: ['seat', 'badge', 'affiliate', 'look', 'throttle'],
      append: ['trailBox'],
      delete: ['affiliate', 'badge'],
    },
    secrets: ['handle-key'],
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
  domains: {
    routes: domainsRoutes,
    table: {
      read: [...domainProofAccess.read, ...sessionAccess],
      write: [...domainProofAccess.write, 'throttle'],
      append: ['trailBox'],
    },
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
