import { httpFunction } from '../../shared/http/stacks.ts';
import { readBakedPng, readBakedSvg } from './baked.ts';
import { checkPostedCredential } from './check-page.ts';
import { readCredential, refreshCredential } from './credential.ts';
import type { CredentialsDeps } from './deps.ts';
import { listSeals, readCertificate, readEvidenceKeys, readSeal, readTimestamp } from './evidence.ts';
import { readDidDocument, readKeySet, readSigningKey } from './keys.ts';
import { credentialsRoutes } from './routes.ts';
import { readStatusList } from './status-list.ts';

/**
 * Public documents that are signed, and the keys to check them with: credentials of badges, lists that say which of them stand, and seals. It signs
 * the first two itself.
 */
export const credentials = (deps: CredentialsDeps) =>
  httpFunction(deps, credentialsRoutes, {
    'GET /badges/{handle}/credential': readCredential(deps),
    'GET /badges/{handle}/credential.svg': readBakedSvg(deps),
    'GET /badges/{handle}/credential.png': readBakedPng(deps),
    'POST /badges/check': checkPostedCredential(deps),
    'GET /badges/refresh': refreshCredential(deps),
    'POST /badges/refresh': refreshCredential(deps),
    'GET /badges/keys/{kid}': readSigningKey(deps),
    'GET /badges/status/{purpose}/{list}': readStatusList(deps),
    'GET /.well-known/jwks.json': readKeySet(deps),
    'GET /.well-known/did.json': readDidDocument(deps),
    'GET /.well-known/tollgate/seals': listSeals(deps),
    'GET /.well-known/tollgate/seals/{number}': readSeal(deps),
    'GET /.well-known/tollgate/seals/{number}/timestamp': readTimestamp(deps),
    'GET /.well-known/tollgate/keys': readEvidenceKeys(deps),
    'GET /.well-known/tollgate/instances/{instance}': readCertificate(deps),
  });
