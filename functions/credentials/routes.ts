import { type Declared, publicPage } from '../../shared/domain/access/authority.ts';

/** Public routes of credentials, their status lists and keys, and of the ledger's seals. */
export const credentialsRoutes = {
  'GET /badges/{handle}/credential': publicPage,
  'GET /badges/{handle}/credential.svg': publicPage,
  'GET /badges/{handle}/credential.png': publicPage,
  'GET /badges/refresh': publicPage,
  'GET /badges/keys/{kid}': publicPage,
  'GET /badges/status/{purpose}/{list}': publicPage,
  'GET /.well-known/jwks.json': publicPage,
  'GET /.well-known/did.json': publicPage,
  'GET /.well-known/tollgate/seals': publicPage,
  'GET /.well-known/tollgate/seals/{number}': publicPage,
  'GET /.well-known/tollgate/seals/{number}/timestamp': publicPage,
  'GET /.well-known/tollgate/keys': publicPage,
  'GET /.well-known/tollgate/instances/{instance}': publicPage,
  'POST /badges/check': {
    ...publicPage,
    budget: { elsewhere: 'a check reads no more than a page does; API Gateway limits it' },
  },
  'POST /badges/refresh': {
    ...publicPage,
    budget: { elsewhere: 'a refresh reads no more than a page does; API Gateway limits it' },
  },
} as const satisfies Declared;
