/** The keys with which an organization signs its requests: what is taken, what is sealed of it, and the rule on unsigned reads. */
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { publicKeyIn, signerKeyId } from '../../shared/domain/evidence/signer.ts';
import type { AuditView, Listing, Problem, SigningKeysView, SigningKeyView } from '../../shared/http/views.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { joined, type Person, signUp } from '../support/app-person.ts';

let nowMs: number;
let table: Table;
let app: App;
let owner: Person;
beforeEach(async () => {
  nowMs = Date.parse('2026-12-02T12:00:00.000Z');
  table = memoryTable();
  app = assemble({ table, stripe: {} as StripeGateway, now: () => new Date(nowMs++) });
  owner = await signUp(app, 'signs@buyer.example');
});

const newPair = () => generateKeyPairSync('ed25519');
const newJwk = () => newPair().publicKey.export({ format: 'jwk' });
const add = (publicKey: unknown = newJwk(), who = owner) =>
  who.send<SigningKeyView & Problem>('POST', '/v1/signing-keys', { publicKey, name: 'Server' });
const remove = (id: string) => owner.send<Problem>('DELETE', `/v1/signing-keys/${id}`);
const list = async (who = owner) => (await who.get<SigningKeysView>('/v1/signing-keys')).body;
const rule = (required: boolean) => owner.send<Problem>('PUT', '/v1/signing-keys/rule', { required });
const facts = async () =>
  (await factBoxOver(table).waiting('9', 50))
    .map(({ line }) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ kind }) => String(kind).startsWith('signing'));

test('a key is named by the thumbprint of RFC 8037, appendix A.3', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  expect(signerKeyId(x)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('a key is listed and sealed as it was added, and again when it is removed; its name is not sealed', async () => {
  const { status, body } = await add();
  expect(status).toBe(201);
  expect(body).toEqual({
    id: signerKeyId(body.publicKey),
    publicKey: expect.stringMatching(/^[\w-]{43}$/),
    name: 'Server',
    addedAt: expect.any(String),
    removedAt: null,
  });
  expect((await remove(body.id)).status).toBe(204);
  const { data, required } = await list();
  expect([required, data]).toEqual([false, [{ ...body, removedAt: expect.any(String) }]]);
  const { publicKey, id: keyId } = body;
  const sealed = { v: 1, kind: 'signing-key', organization: expect.any(String), salt: expect.any(String) };
  expect(await facts()).toEqual([
    { ...sealed, id: `sk_${keyId}.added`, at: body.addedAt, publicKey, keyId },
    { ...sealed, id: `sk_${keyId}.removed`, at: data[0]?.removedAt, publicKey, keyId, removed: true },
  ]);
});

test('a key is taken as JWK and as PEM, and only once, also after it was removed', async () => {
  const { publicKey } = newPair();
  const { body } = await add(publicKey.export({ format: 'pem', type: 'spki' }));
  expect(body.publicKey).toBe(publicKey.export({ format: 'jwk' }).x);
  expect((await add(publicKey.export({ format: 'jwk' }))).status).toBe(409);
  await remove(body.id);
  expect((await add(publicKey.export({ format: 'jwk' }))).status).toBe(409);
});

describe('a private key', () => {
  test.each([
    ['as JWK', () => newPair().privateKey.export({ format: 'jwk' })],
    ['as PEM', () => newPair().privateKey.export({ format: 'pem', type: 'pkcs8' })],
  ])('%s is refused with the advice to replace it', async (_, given) => {
    const { status, body } = await add(given());
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.detail).toContain('make a new pair');
    expect((await list()).data).toEqual([]);
  });
});

describe('a public key of another kind', () => {
  const x = newJwk().x!;
  test.each([
    ['of RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'pem', type: 'spki' })],
    ['of X25519', generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' })],
    ['that is too short', { kty: 'OKP', crv: 'Ed25519', x: x.slice(1) }],
    ['in another base64', { kty: 'OKP', crv: 'Ed25519', x: `${x}=` }],
    ['that is no key', 'hello'],
    ['that is none', 7],
  ])('%s is refused', async (_, given) => {
    expect((await add(given)).body).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('Ed25519'),
    });
  });
});

test('points of small order, and numbers past the field, are refused: their signatures hold for texts that nobody signed', async () => {
  const jwk = (hex: string) => ({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') });
  const neutral = `01${'00'.repeat(31)}`;
  for (const hex of [
    neutral,
    '00'.repeat(32),
    `${'00'.repeat(31)}80`,
    `ec${'ff'.repeat(31)}`,
    `ee${'ff'.repeat(30)}7f`,
  ])
    expect(publicKeyIn(jwk(hex)), hex).toEqual({ fault: 'weak' });
  expect((await add(jwk(neutral))).body).toMatchObject({
    status: 400,
    detail: expect.stringContaining('prove nothing'),
  });
});

test('ten keys are in force at the most, also of those that are added at once', async () => {
  const answers = await Promise.all(Array.from({ length: 14 }, () => add()));
  const added = answers.filter(({ status }) => status === 201);
  const { data } = await list();
  expect([added.length, data.length]).toEqual([data.length, added.length]);
  for (let left = 10 - data.length; left > 0; left--) expect((await add()).status).toBe(201);
  expect((await add()).body).toMatchObject({ status: 409, detail: expect.stringContaining('at most 10') });
  await remove((await list()).data[0]!.id);
  expect((await add()).status).toBe(201);
});

test('unsigned reads can be refused once there is a key, and then one key stays', async () => {
  expect((await rule(true)).status).toBe(409);
  const { body } = await add();
  expect([(await rule(true)).status, (await rule(true)).status, (await list()).required]).toEqual([204, 204, true]);
  expect((await remove(body.id)).status).toBe(409);
  await add();
  expect((await remove(body.id)).status).toBe(204);
  expect([(await rule(false)).status, (await list()).required]).toEqual([204, false]);
  const rules = (await facts()).filter(({ kind }) => kind === 'signing-rule');
  expect(rules.map(({ required }) => required)).toEqual([true, false]);
});

test('owners and admins change them, everybody else sees them', async () => {
  const { body } = await add();
  const developer = await joined(app, owner, { email: 'dev@buyer.example', role: 'developer' });
  expect((await add(newJwk(), developer)).body.code).toBe('role_missing');
  expect((await list(developer)).data).toEqual([body]);
  const { body: trail } = await owner.get<Listing<AuditView>>('/v1/events');
  expect(trail.data.find(({ action }) => action === 'signing_key.added')).toMatchObject({
    actor: owner.email,
    detail: { key: body.id, name: 'Server' },
  });
});
