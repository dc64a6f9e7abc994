import { compactVerify, createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { unbake } from '../../shared/domain/credentials/unbake.ts';
import catalog from '../../tollgate.config.ts';
import { origin } from '../support/app-request.ts';
import { newPair, testSigner } from '../support/app-signer.ts';
import { type BadgeWorld, badgeWorld, grantUntil, payloadOf } from './credentials.ts';

let world: BadgeWorld;
beforeEach(async () => {
  world = await badgeWorld();
});
const credential = () => world.read('/badges/ada/credential');

test('a verified badge has a credential that jose verifies with the key set, with its one key, and with the document of the did', async () => {
  await world.decide('approve');
  const reply = await credential();
  expect(reply.status).toBe(200);
  expect(reply.headers).toMatchObject({
    'content-type': 'application/vc+jwt',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
  });
  const { body: keySet } = await world.read('/.well-known/jwks.json');
  const { protectedHeader } = await compactVerify(reply.text, createLocalJWKSet(keySet as unknown as JSONWebKeySet));
  expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ']);
  const address = new URL(protectedHeader.kid!);
  expect(address.origin).toBe(origin);
  const { body: key } = await world.read(address.pathname);
  expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  await compactVerify(reply.text, await importJWK(key as JWK));
  const { body: did } = await world.read('/.well-known/did.json');
  expect(did).toMatchObject({
    id: 'did:web:shop.example',
    assertionMethod: [expect.stringMatching(/^did:web:shop.example#/)],
  });
  expect((did.verificationMethod as { publicKeyJwk: JWK }[])[0]?.publicKeyJwk).toEqual(key);
  expect(payloadOf(reply.text)).toMatchObject({ iss: did.id, sub: `${origin}/badges/ada` });
});

test('there is none before the approval, and 409 says how the badge stands while it is not verified', async () => {
  expect((await credential()).status).toBe(404);
  await world.decide('approve');
  await world.rename('Ada L');
  const refused = await credential();
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: 'badge_not_in_force', detail: expect.stringContaining('suspended') });
  expect((await world.read('/badges/ada/credential.svg')).status).toBe(409);
  expect((await world.read('/badges/nobody/credential')).status).toBe(404);
  expect((await world.read('/badges/%3Cscript%3E/credential')).status).toBe(404);
  expect((await world.read('/badges/ada/credential?x=1')).status).toBe(400);
});

test('it is valid for 35 days and no longer, and never past what is paid for', async () => {
  await world.decide('approve');
  const { nbf, exp } = payloadOf((await credential()).text);
  expect(exp - nbf).toBe(35 * 86_400);
  const until = '2026-12-01T00:00:00.000Z';
  await world.app.deps.access.grant(world.accountId, { version: 2, grants: [grantUntil(until)] });
  expect(payloadOf((await credential()).text).exp).toBe(Date.parse(until) / 1000);
});

test('where a plan includes it, it is never valid past that plan', async () => {
  const badges = catalog.badges.map((badge) => ({ ...badge, includedInPlans: ['pro'] }));
  world = await badgeWorld({ catalog: { ...catalog, badges } });
  const until = '2026-12-01T00:00:00.000Z';
  const plan = { ...grantUntil(until), kind: 'plan', id: 'pro' } as const;
  await world.app.deps.access.grant(world.accountId, { version: 2, grants: [plan] });
  await world.decide('approve');
  expect(payloadOf((await credential()).text).exp).toBe(Date.parse(until) / 1000);
});

test('the same badge has the same credential for an hour, to the byte, and 304 to whoever holds it', async () => {
  await world.decide('approve');
  const first = await credential();
  world.pass(60);
  const again = await world.read('/badges/ada/credential', { 'if-none-match': first.headers.etag! });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await credential()).text).toBe(first.text);
  world.pass(3_600);
  const later = payloadOf((await credential()).text);
  expect(later.jti).not.toBe(payloadOf(first.text).jti);
  expect(later.credentialStatus).toEqual(payloadOf(first.text).credentialStatus);
});

test('retired keys are published beside the one that signs, and what they signed is still verified', async () => {
  const [old, present] = [newPair(), newPair()];
  const before = await badgeWorld({ signer: testSigner([old]) });
  await before.decide('approve');
  const kept = (await before.read('/badges/ada/credential')).text;
  world = await badgeWorld({ signer: testSigner([old, present]) });
  await world.decide('approve');
  const { body } = await world.read('/.well-known/jwks.json');
  const keySet = createLocalJWKSet(body as unknown as JSONWebKeySet);
  const headers = [kept, (await credential()).text].map(
    async (jwt) => (await compactVerify(jwt, keySet)).protectedHeader.kid,
  );
  const [oldKid, newKid] = await Promise.all(headers);
  expect(oldKid).not.toBe(newKid);
  for (const kid of [oldKid!, newKid!]) expect((await world.read(new URL(kid).pathname)).body.kid).toBe(kid);
  expect((await world.read('/.well-known/did.json')).body.assertionMethod).toHaveLength(2);
  expect((await world.read('/badges/keys/unknown')).status).toBe(404);
});

test('the address that a credential names for its refresh gives the newest one, to GET and to POST', async () => {
  await world.decide('approve');
  const address = new URL(payloadOf((await credential()).text).refreshService.id);
  world.pass(3 * 3_600);
  const path = address.pathname + address.search;
  const refreshed = await world.read(path);
  expect([refreshed.status, refreshed.text]).toEqual([200, (await credential()).text]);
  expect((await world.app.request('POST', path)).text).toBe(refreshed.text);
  await world.rename('Ada L');
  expect((await world.read(path)).status).toBe(409);
});

test('the new holder of a former handle gets no credential of the old one', async () => {
  await world.decide('approve');
  const { search } = new URL(payloadOf((await credential()).text).refreshService.id);
  const [application] = await world.app.deps.badges.listOf(world.accountId);
  const line = {
    id: 'x',
    accountId: world.accountId,
    at: world.now().toISOString(),
    action: 'x',
    actor: 'tollgate' as const,
    detail: {},
  };
  await world.app.deps.badges.withdraw(application!, line);
  await world.app.deps.badges.insert({ ...application!, accountId: 'acc_other', version: 1 }, { ...line, id: 'y' });
  await world.app.deps.access.grant('acc_other', { version: 1, grants: [grantUntil()] });
  expect((await credential()).status).toBe(200);
  expect((await world.read(`/badges/refresh${search}`)).status).toBe(404);
  expect((await world.read('/badges/refresh?handle=ada')).status).toBe(400);
});

test('the mark carries the credential: the same that is read alone', async () => {
  await world.decide('approve');
  const { status, headers, text } = await world.read('/badges/ada/credential.svg');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  expect(unbake(Buffer.from(text))).toEqual({ jwt: (await credential()).text });
});

test('the mark as PNG carries it too', async () => {
  await world.decide('approve');
  const { status, headers, bytes } = await world.read('/badges/ada/credential.png');
  expect([status, headers['content-type']]).toEqual([200, 'image/png']);
  expect(unbake(bytes)).toEqual({ jwt: (await credential()).text });
});

test('a credential that cannot be signed now is 503, and nothing is given that was not signed', async () => {
  const broken = testSigner();
  const signer = { ...broken, sign: () => Promise.reject(new Error('KMS is away')) };
  world = await badgeWorld({ signer });
  await world.decide('approve');
  expect((await credential()).status).toBe(500);
});
