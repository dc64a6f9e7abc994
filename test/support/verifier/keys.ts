import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { Fetch } from './fetch.ts';

/**
 * The public key that a `kid` names: an HTTP address of one JWK (OB 3.0, section 8.5). The issuer's DID document has to list the key as an
 * assertion method (Controlled Identifiers 1.0).
 */
export async function keyOf(fetch: Fetch, kid: string, issuer: string): Promise<CryptoKey | Uint8Array> {
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(kid)) throw new Error(`${kid} is no address of a key`);
  const jwk = (await json(fetch, kid)) as JWK;
  if (jwk.kty !== 'RSA' || 'd' in jwk) throw new Error('the key is not the public part of an RSA key');
  if (!(await asserting(fetch, issuer)).some(({ n, e }) => n === jwk.n && e === jwk.e))
    throw new Error(`the key is not one with which ${issuer} asserts`);
  return importJWK(jwk, 'RS256');
}

type DidDocument = {
  readonly id: string;
  readonly verificationMethod: readonly { readonly id: string; readonly publicKeyJwk: JWK }[];
  readonly assertionMethod: readonly (string | { readonly publicKeyJwk: JWK })[];
};

async function asserting(fetch: Fetch, did: string): Promise<readonly JWK[]> {
  const document = (await json(fetch, didAddress(did))) as DidDocument;
  if (document.id !== did) throw new Error(`the document of ${did} is that of ${document.id}`);
  return document.assertionMethod.flatMap((method) =>
    typeof method === 'string'
      ? document.verificationMethod.filter(({ id }) => id === method).map(({ publicKeyJwk }) => publicKeyJwk)
      : [method.publicKeyJwk],
  );
}

/** The address of a did:web's document (did:web method, section 2.5.2); over HTTP on this machine only. */
function didAddress(did: string): string {
  const [, host = '', ...path] = /^did:web:([^:]+)((?::[^:]+)*)$/.exec(did)?.slice(0) ?? [];
  if (host === '') throw new Error(`${did} is no did:web`);
  const name = decodeURIComponent(host);
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(name) ? 'http' : 'https';
  const folders = path.join('').split(':').filter(Boolean).map(decodeURIComponent);
  return `${scheme}://${name}/${folders.length > 0 ? folders.join('/') : '.well-known'}/did.json`;
}

async function json(fetch: Fetch, address: string): Promise<unknown> {
  const response = await fetch(address);
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}
