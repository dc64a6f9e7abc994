import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { statusListCredential } from '../../../shared/domain/credentials/status-list.ts';
import { isCompactJws } from '../../../shared/domain/credentials/vc-jwt.ts';
import {
  credential,
  issuedAt,
  keyAddress,
  newKeys,
  signed,
  signedList,
  statement,
  validUntil,
} from '../../support/credential.ts';

const { publicKey, privateKey } = newKeys();
const keys = createLocalJWKSet({
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyAddress('1'), alg: 'RS256', use: 'sig' }] as never,
});
const verified = (jwt: string) => jwtVerify(jwt, keys, { algorithms: ['RS256'], currentDate: issuedAt });

describe('a credential as a JWT', () => {
  it('is verified by jose, with a header of alg, kid and typ and nothing else', async () => {
    const { protectedHeader } = await verified(signed(credential(), privateKey));
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: keyAddress('1'), typ: 'JWT' });
  });

  it('has the credential itself as its payload, and claims that repeat its issuer, subject, times and id', async () => {
    const { payload } = await verified(signed(credential(), privateKey));
    const { iss, sub, nbf, jti, exp, ...content } = payload;
    expect(content).toEqual(credential());
    expect({ iss, sub, nbf, jti, exp }).toEqual({
      iss: credential().issuer.id,
      sub: credential().credentialSubject.id,
      nbf: Math.floor(issuedAt.getTime() / 1000),
      jti: credential().id,
      exp: Math.floor(validUntil.getTime() / 1000),
    });
  });

  it('keeps names of any script as they are', async () => {
    const displayName = 'آدا 🦋 "<Lovelace>"';
    const { payload } = await verified(
      signed(credential({ holder: { ...statement.holder, displayName } }), privateKey),
    );
    expect(JSON.stringify(payload)).toContain(JSON.stringify(displayName));
  });

  it('has another type for a status list, so that neither passes for the other', async () => {
    const list = statusListCredential({
      id: 'https://badges.example/badges/status/revocation/0',
      purpose: 'revocation',
      encodedList: 'uAAAA',
      issuer: statement.issuer.id,
      validFrom: issuedAt,
      validUntil,
      ttlMs: 60_000,
    });
    const { protectedHeader, payload } = await verified(signedList(list, privateKey));
    expect(protectedHeader.typ).toBe('vc+jwt');
    expect(payload).toMatchObject({ iss: statement.issuer.id, sub: `${list.id}#list` });
  });

  it.each(['', 'a.b', 'a.b.c.d', 'a.b.', 'a.b=.c', 'a.b.c\n', 'ä.b.c'])('is never %j', (text) => {
    expect(isCompactJws(text)).toBe(false);
  });
});
