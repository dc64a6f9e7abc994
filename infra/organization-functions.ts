import type { FunctionDeclaration } from './function-declaration.ts';

/** The check of a domain's proof, by its owner or by the job. */
export const domainProofAccess = {
  read: ['account', 'badge', 'domain', 'together'],
  write: ['badge', 'domain', 'look', 'together'],
  append: ['audit'],
} as const;

/** The functions for organizations, their domain proofs and their affiliates, by the names in `functions/`. */
export const organizationFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  affiliates: {
    routes: [
      'GET /v1/badges/{handle}/affiliates',
      'POST /v1/badges/{handle}/affiliates',
      'DELETE /v1/badges/{handle}/affiliates/{id}',
      'GET /v1/badges/{handle}/affiliates/{id}/picture',
      'POST /v1/badges/{handle}/affiliates/{id}/confirm',
      'DELETE /v1/badges/{handle}',
      'GET /v1/affiliations',
      'POST /v1/affiliations/{id}/accept',
      'POST /v1/affiliations/{id}/decline',
      'POST /v1/affiliations/{id}/leave',
    ],
    table: {
      read: ['session', 'account', 'access', 'badge', 'affiliate', 'suppression'],
      write: ['seat', 'badge', 'affiliate', 'look', 'throttle'],
      append: ['audit'],
      delete: ['affiliate', 'badge'],
    },
    secrets: ['handle-key'],
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
  domains: {
    routes: ['GET /v1/badges/{handle}/domain', 'POST /v1/badges/{handle}/domain/check'],
    table: {
      read: [...domainProofAccess.read, 'session'],
      write: [...domainProofAccess.write, 'throttle'],
      append: ['audit'],
    },
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
