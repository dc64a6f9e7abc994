import { compactVerify, decodeProtectedHeader } from 'jose';
import type { Fetch } from './fetch.ts';
import { keyOf } from './keys.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The payload of a JWT with a valid signature (OB 3.0, section 8.2.5): only RS256, with a key that the header names by address. */
export async function provenPayload(fetch: Fetch, jws: string): Promise<Claims> {
  const header = decodeProtectedHeader(jws);
  const extra = Object.keys(header).filter((name) => !['alg', 'kid', 'typ', 'jwk'].includes(name));
  if (extra.length > 0) throw new Error(`the header has ${extra.join(' and ')}`);
  if (header.jwk !== undefined || header.kid === undefined)
    throw new Error('the header does not name a key by its address');
  const key = await keyOf(fetch, header.kid, String(payloadOf(jws).iss));
  const { payload } = await compactVerify(jws, key, { algorithms: ['RS256'] });
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as Claims;
}

/** The payload of a JWT that is not verified yet. */
const payloadOf = (jws: string): Claims =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;

type Credential = {
  readonly id?: string;
  readonly issuer?: string | { readonly id: string };
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly credentialSubject?: { readonly id?: string };
};

/** The JWT claims that contradict the credential (OB 3.0, section 8.2.5.1). */
export function claimFaults(payload: Claims): readonly string[] {
  const { id, issuer, validFrom, validUntil, credentialSubject } = payload as Credential;
  const seconds = (time?: string) => (time === undefined ? undefined : Date.parse(time) / 1000);
  const expected = {
    iss: typeof issuer === 'string' ? issuer : issuer?.id,
    sub: credentialSubject?.id,
    jti: id,
    nbf: seconds(validFrom),
    exp: seconds(validUntil),
  };
  return Object.entries(expected).flatMap(([name, value]) =>
    payload[name] === value && value !== undefined ? [] : [`${name} is ${payload[name]}, and not ${value}`],
  );
}
