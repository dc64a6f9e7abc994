import type { Context } from 'aws-lambda';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { withdrawBadges } from '../../functions/leaving/end-access.ts';
import { statusLists } from '../../functions/status-lists/handler.ts';
import { bitAt, decodeBitstring } from '../../shared/domain/credentials/bitstring.ts';
import { type BadgeWorld, badgeWorld, grantUntil, payloadOf } from './credentials.ts';

let world: BadgeWorld;
beforeEach(async () => {
  world = await badgeWorld();
  await world.decide('approve');
});
/** Withdraws the badges of an account that is being deleted. */
async function leaveBadges(): Promise<void> {
  const { deps } = world.app;
  await withdrawBadges(deps, (await deps.accounts.find(world.accountId))!);
}
const credential = async () => (await world.read('/badges/ada/credential')).text;

type Entry = {
  readonly statusPurpose: string;
  readonly statusListCredential: string;
  readonly statusListIndex: string;
};

/** The purposes of the lists that name a credential: `revocation`, `suspension`, both or none. */
async function said(jwt: string): Promise<string> {
  const purposes: string[] = [];
  for (const entry of payloadOf(jwt).credentialStatus as Entry[]) {
    const { text } = await world.read(new URL(entry.statusListCredential).pathname);
    const bits = decodeBitstring(payloadOf(text).credentialSubject.encodedList)!;
    if (bitAt(bits, Number(entry.statusListIndex))) purposes.push(entry.statusPurpose);
  }
  return purposes.join(' and ') || 'nothing';
}

test('a list is a credential of the same issuer, signed, of at least 131,072 entries, and soon out of date', async () => {
  await credential();
  const { status, headers, text } = await world.read('/badges/status/revocation/0');
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'application/vc+jwt',
    'public, max-age=60',
  ]);
  const { body } = await world.read('/.well-known/jwks.json');
  await compactVerify(text, createLocalJWKSet(body as unknown as JSONWebKeySet));
  const { issuer, exp, credentialSubject } = payloadOf(text);
  expect(issuer).toBe('did:web:shop.example');
  expect(credentialSubject).toMatchObject({ statusPurpose: 'revocation', ttl: 60_000 });
  expect(decodeBitstring(credentialSubject.encodedList)!.length * 8).toBe(131_072);
  const leftSeconds = exp - world.now().getTime() / 1000;
  expect(leftSeconds).toBeGreaterThanOrEqual(900);
  expect(leftSeconds).toBeLessThanOrEqual(1_200);
});

test.each([
  ['/badges/status/revocation/1', 404],
  ['/badges/status/revocation/999999999', 404],
  ['/badges/status/message/0', 404],
  ['/badges/status/revocation/-1', 400],
  ['/badges/status/revocation/1e3', 400],
  ['/badges/status/revocation/00', 400],
  [`/badges/status/suspension/${'9'.repeat(400)}`, 400],
])('%s is %d', async (path, status) => {
  expect((await world.read(path)).status).toBe(status);
});

test('a renamed badge is suspended in the list within two minutes; approved again, the old name is revoked for good and the new one stands', async () => {
  const old = await credential();
  await world.looked();
  expect(await said(old)).toBe('nothing');
  await world.rename('Ada L');
  await world.looked();
  expect(await said(old)).toBe('suspension');
  await world.decide('approve');
  const renewed = await credential();
  await world.looked();
  expect([await said(old), await said(renewed)]).toEqual(['revocation', 'nothing']);
  expect(payloadOf(renewed).credentialStatus).not.toEqual(payloadOf(old).credentialStatus);
});

test('a name that is taken back before it was shown has its credential again', async () => {
  const old = await credential();
  await world.rename('Ada L');
  await world.looked();
  await world.rename('Ada');
  await world.decide('approve');
  await world.looked();
  expect(await said(old)).toBe('nothing');
  expect(payloadOf(await credential()).credentialStatus).toEqual(payloadOf(old).credentialStatus);
});

test('access that ends by itself suspends the badge at the next check, without any event, and payment brings it back', async () => {
  const old = await credential();
  const until = new Date(world.now().getTime() + 3_600_000).toISOString();
  await world.app.deps.access.grant(world.accountId, { version: 2, grants: [grantUntil(until)] });
  await world.looked();
  expect(await said(old)).toBe('nothing');
  await world.looked(3_600);
  expect(await said(old)).toBe('suspension');
  await world.app.deps.access.grant(world.accountId, { version: 3, grants: [grantUntil()] });
  await world.happens({ type: 'access.changed', id: 'evt_paid' });
  await world.app.lookAtBadges();
  expect(await said(old)).toBe('nothing');
});

test('a revocation is for good', async () => {
  const old = await credential();
  await world.decide('revoke', { reason: 'not Ada' });
  await world.looked();
  expect(await said(old)).toBe('revocation');
});

test('an account that is deleted leaves its credentials revoked', async () => {
  const old = await credential();
  await leaveBadges();
  await world.looked();
  expect(await said(old)).toBe('revocation');
});

test('three looks at the same change leave the bit as it must be', async () => {
  const old = await credential();
  await world.rename('Ada L');
  world.pass(60);
  await Promise.all([world.app.lookAtBadges(), world.app.lookAtBadges(), world.app.lookAtBadges()]);
  expect(await said(old)).toBe('suspension');
});

const nightly = (sleep: (ms: number) => Promise<unknown>) =>
  statusLists({ ...world.app.depsOf('status-lists'), sleep })({}, {} as Context);

test('a change that no check has seen is corrected by night, and then there is nothing to correct', async () => {
  const old = await credential();
  await world.rename('Ada L');
  expect(await nightly(async () => {})).toEqual({ accounts: 1, corrected: 1 });
  expect(await said(old)).toBe('suspension');
  const counted = [{ name: 'StatusListDrift', value: 1 }];
  expect(world.app.counts).toEqual(counted);
  expect(await nightly(() => Promise.reject(new Error('waited for nothing')))).toEqual({ accounts: 1, corrected: 0 });
  expect(world.app.counts).toEqual(counted);
});

test('a correction by a check within three minutes of the nightly comparison is no drift', async () => {
  const old = await credential();
  await world.rename('Ada L');
  const waited: number[] = [];
  const report = await nightly(async (ms) => {
    waited.push(ms);
    expect(await said(old)).toBe('nothing');
    await world.looked(ms / 1000);
  });
  expect([report, waited, await said(old)]).toEqual([{ accounts: 1, corrected: 0 }, [180_000], 'suspension']);
  expect(world.app.counts).toEqual([]);
});
