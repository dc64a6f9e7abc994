import { issuerDid, keyAddress } from '../../shared/domain/credentials/issuer.ts';
import { found } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import type { SigningKey } from '../../shared/signing/signer.ts';
import type { CredentialsDeps } from './deps.ts';
import { published } from './published.ts';

/** RFC 7517, section 4; `kid` as the headers of our JWTs have it. */
const jwkOf = (origin: string, { kid, jwk }: SigningKey) => ({
  ...jwk,
  kid: keyAddress(origin, kid),
  alg: 'RS256',
  use: 'sig',
});

/** GET /.well-known/jwks.json: every key that credentials were ever signed with (RFC 7517, section 5). */
export const readKeySet =
  ({ origin, signer }: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const keys = (await signer.keys()).map((key) => jwkOf(origin, key));
    return published(request, { contentType: 'application/jwk-set+json', body: JSON.stringify({ keys }) });
  };

/** GET /badges/keys/{kid}: one of them, to whom the `kid` of a credential leads. */
export const readSigningKey =
  ({ origin, signer }: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const key = (await signer.keys()).find(({ kid }) => kid === request.params.kid);
    const body = JSON.stringify(jwkOf(origin, found(key, 'This key')));
    return published(request, { contentType: 'application/jwk+json', body });
  };

/** GET /.well-known/did.json: the document of this deployment's `did:web`. Retired keys still assert what they signed. */
export const readDidDocument =
  ({ origin, signer }: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const id = issuerDid(origin);
    const verificationMethod = (await signer.keys()).map((key) => ({
      id: `${id}#${key.kid}`,
      type: 'JsonWebKey',
      controller: id,
      publicKeyJwk: jwkOf(origin, key),
    }));
    const document = {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
      id,
      verificationMethod,
      assertionMethod: verificationMethod.map((method) => method.id),
    };
    return published(request, { contentType: 'application/did+json', body: JSON.stringify(document) });
  };
