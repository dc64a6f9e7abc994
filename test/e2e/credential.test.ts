import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { bitAt, decodeBitstring } from '../../shared/domain/credentials/bitstring.ts';
import { buy, freshEmail, local, signUp, worldUrl } from '../support/client.ts';

type Entry = { readonly statusListCredential: string; readonly statusListIndex: string };

test('the credential of a badge is signed with a key that its key set names, and its lists follow a revocation', async () => {
  const handle = `signed_${process.pid}`;
  const holder = await signUp(freshEmail('signed'));
  const operator = await signUp('operator@example.com');
  const profile = { kind: 'person', handle, displayName: 'Ada', url: 'https://ada.example' };
  expect((await holder.send('POST', '/v1/badges', profile)).status).toBe(201);
  await buy(holder, 'verified');
  expect((await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' })).status).toBe(200);

  const jwt = await (await fetch(new URL(`/badges/${handle}/credential`, worldUrl()))).text();
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', worldUrl()));
  const currentDate = new Date((await local.advance(0)).now);
  await jwtVerify(jwt, keys, { algorithms: ['RS256'], currentDate });
  const [revocation] = decodeJwt(jwt).credentialStatus as Entry[];
  const isRevoked = async () => {
    const list = await (await fetch(revocation!.statusListCredential)).text();
    const { encodedList } = decodeJwt(list).credentialSubject as { encodedList: string };
    return bitAt(decodeBitstring(encodedList)!, Number(revocation!.statusListIndex));
  };
  expect(await isRevoked()).toBe(false);
  expect((await operator.send('POST', `/v1/admin/badges/${handle}/revoke`, { reason: 'Not Ada.' })).status).toBe(200);
  await local.advance(120);
  expect(await isRevoked()).toBe(true);
  expect((await fetch(new URL(`/badges/${handle}/credential`, worldUrl()))).status).toBe(409);
});
