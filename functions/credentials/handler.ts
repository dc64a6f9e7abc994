import { httpFunction } from '../../shared/http/stacks.ts';
import { readBakedPng, readBakedSvg } from './baked.ts';
import { checkPostedCredential } from './check-page.ts';
import { readCredential, refreshCredential } from './credential.ts';
import type { CredentialsDeps } from './deps.ts';
import { readDidDocument, readKeySet, readSigningKey } from './keys.ts';
import { credentialsRoutes } from './routes.ts';
import { readStatusList } from './status-list.ts';

/** Credentials of badges, the lists that say which of them stand, and the keys to check both with. The only function that signs. */
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
  });
